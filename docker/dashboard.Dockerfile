# The screens. Build it with the folder that `./mvnw package` assembles:
#   docker build -f docker/dashboard.Dockerfile -t livegauge/dashboard:0.1.0 dashboard/target/image
FROM eclipse-temurin:17.0.19_10-jre-noble

LABEL org.opencontainers.image.title="Livegauge screens" \
      org.opencontainers.image.licenses="Apache-2.0"

COPY . /opt/livegauge/

# Out of memory it ends, rather than to show what no longer moves.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError"

USER 9999:9999
EXPOSE 8080

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3"]

ENTRYPOINT ["java", "-cp", "/opt/livegauge/conf:/opt/livegauge/lib/*", "io.livegauge.dashboard.command.Main"]
