# The trainer. Its native libraries are those of the platform that it was built for (Linux x86-64).
# Build it with the folder that `./mvnw package` assembles:
#   docker build -f docker/trainer.Dockerfile -t livegauge/trainer:0.1.0 model-trainer/target/image
FROM eclipse-temurin:17.0.19_10-jre-noble

LABEL org.opencontainers.image.title="Livegauge trainer" \
      org.opencontainers.image.licenses="Apache-2.0"

COPY --chown=9999:9999 . /opt/livegauge/

# Small networks learn fastest on one thread; native libraries are unpacked below /tmp.
ENV OMP_NUM_THREADS=1 \
    MALLOC_ARENA_MAX=2 \
    JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -Duser.home=/tmp -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp"

USER 9999:9999

# What it reads and writes is there, and open to this user. That it runs at all is known anyway.
HEALTHCHECK --interval=60s --timeout=5s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "test -w /opt/livegauge/registry && test -r /opt/livegauge/store/windows"]

ENTRYPOINT ["java", "-cp", "/opt/livegauge/conf:/opt/livegauge/lib/*", "io.livegauge.trainer.command.Main"]
