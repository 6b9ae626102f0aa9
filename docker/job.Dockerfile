# The scoring job on Flink's own image: JobManager, TaskManager and, in compose.yaml, ZooKeeper.
# Build it with the folder that `./mvnw package` assembles:
#   docker build -f docker/job.Dockerfile -t livegauge/job:0.1.0 flink-job/target/image
FROM flink:2.2.1-scala_2.12-java17

LABEL org.opencontainers.image.title="Livegauge scoring job" \
      org.opencontainers.image.licenses="Apache-2.0"

COPY --chown=9999:9999 . /opt/flink/

# The user flink of the base image, as a number: Kubernetes can tell then that it is not root.
USER 9999:9999

# Whoever runs in this image shows its metrics.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9249 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3"]
