package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules and panels are sound; that the metrics they ask for are documented, and are there, is held
 * by {@code MetricsDocsTest} and {@code MetricsITCase} of the job.
 */
class MonitoringTest {
  private static JsonNode board() throws IOException {
    return Repository.json(Repository.file("docker/grafana/dashboards/livegauge.json"));
  }

  private static JsonNode alerts() throws IOException {
    return Repository.yaml(Repository.file("docker/prometheus/alerts.yaml"));
  }

  @Test
  void shouldAlertToTheSameEverywhere() throws IOException {
    JsonNode rule = Repository.yaml(Repository.file("k8s/components/monitoring/alerts.yaml"));

    assertThat(rule.at("/spec/groups/0")).isEqualTo(alerts().at("/groups/0"));
  }

  @Test
  void shouldTellWhatAnAlertMeans() throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonNode alert : alerts().at("/groups/0/rules")) {
      assertThat(names.add(alert.get("alert").asText())).isTrue();
      assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
      assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
      assertThat(alert.at("/annotations/description").asText()).isNotBlank();
    }
  }

  @Test
  void shouldLabelReasonsTheSameEverywhere() throws IOException {
    JsonNode own =
        Repository.yaml(Repository.file("docker/prometheus/prometheus.yaml"))
            .at("/scrape_configs/0/metric_relabel_configs/0");
    JsonNode operators =
        Repository.yaml(Repository.file("k8s/components/monitoring/pods.yaml"))
            .at("/spec/podMetricsEndpoints/0/metricRelabelings/0");

    assertThat(own.get("regex")).isEqualTo(operators.get("regex"));
    assertThat(own.get("source_labels")).isEqualTo(operators.get("sourceLabels"));
    assertThat(own.get("target_label")).isEqualTo(operators.get("targetLabel"));
  }

  @Test
  void shouldDrawPanelsBesideEachOther() throws IOException {
    String source =
        Repository.yaml(Repository.file("docker/grafana/provisioning/datasources/prometheus.yaml"))
            .at("/datasources/0/uid")
            .asText();
    Set<Integer> ids = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : board().get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      int x = panel.at("/gridPos/x").asInt();
      int y = panel.at("/gridPos/y").asInt();
      assertThat(x + panel.at("/gridPos/w").asInt()).isLessThanOrEqualTo(24);
      for (int i = 0; i < panel.at("/gridPos/w").asInt(); i++) {
        for (int j = 0; j < panel.at("/gridPos/h").asInt(); j++) {
          assertThat(taken.add((x + i) + "," + (y + j))).as(panel.get("title").asText()).isTrue();
        }
      }
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.at("/datasource/uid").asText()).isEqualTo(source);
      }
    }
  }

  @Test
  void shouldShowWhatIsAskedOfIt() throws IOException {
    Set<String> shown =
        Stream.of(board().get("panels"))
            .flatMap(panels -> panels.findValuesAsText("title").stream())
            .collect(Collectors.toSet());

    assertThat(shown)
        .contains(
            "Throughput",
            "Watermark lag",
            "Backpressure",
            "Quarantine by reason",
            "From event to score",
            "Model version",
            "Scores by tens of points",
            "Completed and failed");
  }
}
