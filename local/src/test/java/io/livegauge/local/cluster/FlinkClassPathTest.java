package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink-runtime-2.2.1.jar",
        "flink-runtime-web-2.2.1.jar",
        "flink-metrics-prometheus-2.2.1.jar",
        "flink-shaded-zookeeper-3-3.7.2-20.0.jar",
        "flink-connector-files-2.2.1.jar",
        "frocksdbjni-8.10.0-ververica-1.0.jar",
        "slf4j-simple-1.7.36.jar",
        "commons-lang3-3.18.0.jar"
      })
  void shouldHoldTheEngine(String jar) {
    assertThat(FlinkClassPath.isOfFlink(jar)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink-connector-kafka-5.0.0-2.2.jar",
        "kafka-clients-4.2.1.jar",
        "livegauge-flink-job-0.1.0-SNAPSHOT.jar",
        "jackson-core-2.22.4.jar",
        "avro-1.12.2.jar",
        "commons-logging-1.3.5.jar"
      })
  void shouldLeaveToTheJobWhatComesWithItsJar(String jar) {
    assertThat(FlinkClassPath.isOfFlink(jar)).isFalse();
  }

  @Test
  void shouldHoldThisProgram() {
    assertThat(FlinkClassPath.find()).contains("flink-runtime").contains("local");
  }
}
