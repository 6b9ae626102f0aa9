package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.config.JobOptions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
  @TempDir Path scratch;

  @Test
  void shouldGiveWhatIsResidentAQuarterOfTheHeap() {
    String parallelism = JobOptions.PARALLELISM.name();
    String residentBytes = JobOptions.RESIDENT_BYTES.name();
    long quarter = Runtime.getRuntime().maxMemory() / 4;

    assertThat(LocalCluster.jobOptions(Map.of(parallelism, "3")))
        .containsEntry(residentBytes, Long.toString(quarter / 6));
    assertThat(LocalCluster.jobOptions(Map.of(residentBytes, "7")))
        .containsEntry(residentBytes, "7")
        .containsEntry(parallelism, Integer.toString(LocalCluster.defaultParallelism()));
  }

  @Test
  void shouldShowMetricsToPrometheusAtAPort() {
    assertThat(LocalCluster.metricsAt(9249).toMap())
        .containsEntry("metrics.reporters", "prometheus")
        .containsEntry(
            "metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName())
        .containsEntry("metrics.reporter.prometheus.port", "9249");
  }

  @Test
  void shouldKeepTemporaryFilesInside() {
    Configuration configuration = LocalCluster.inside(scratch);

    assertThat(ConfigurationUtils.parseTempDirectories(configuration))
        .containsExactly(scratch.toString());
    assertThat(configuration.get(WebOptions.TMP_DIR)).isEqualTo(scratch.toString());
  }
}
