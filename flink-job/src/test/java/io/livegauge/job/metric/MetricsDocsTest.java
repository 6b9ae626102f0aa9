package io.livegauge.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.alert.AlertRule;
import io.livegauge.event.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is made of the metrics; this test makes it and compares. */
class MetricsDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs").resolve("metrics.md");

  /** The command that writes the page anew instead of comparing. */
  private static final String RENEW =
      "./mvnw -pl flink-job -am test -Dtest=MetricsDocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dlivegauge.docs.write=true";

  /** A metric's name in an expression of Prometheus, up to where a regular expression begins. */
  private static final Pattern USED = Pattern.compile("flink_(?:job|task)manager_\\w+");

  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  @Test
  void shouldDocumentEveryMetric() throws IOException {
    String page = page();
    if (Boolean.getBoolean("livegauge.docs.write")) {
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
        .as("docs/metrics.md is not what the metrics say; renew it with: %s", RENEW)
        .isEqualTo(page);
  }

  @Test
  void shouldNameEveryMetricOnce() {
    assertThat(JobMetrics.all())
        .extracting(Metric::prometheusName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-zA-Z_]+"));
    assertThat(EngineMetrics.ALL).extracting(EngineMetrics::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldDocumentWhatDashboardsAndAlertsAskFor() throws IOException {
    Set<String> documented = new HashSet<>();
    JobMetrics.all().forEach(metric -> documented.add(metric.prometheusName()));
    EngineMetrics.ALL.forEach(metric -> documented.add(metric.name()));
    for (String place : List.of("docker", "k8s")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
        for (Path file : files.filter(MetricsDocsTest::asksForMetrics).toList()) {
          Matcher used = USED.matcher(Files.readString(file, StandardCharsets.UTF_8));
          while (used.find()) {
            String name = used.group();
            Predicate<String> isMeant =
                name.endsWith("_") ? known -> known.startsWith(name) : name::equals;
            assertThat(documented).as("%s of %s", name, file).anyMatch(isMeant);
          }
        }
      }
    }
  }

  private static boolean asksForMetrics(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".json");
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Metrics

        <!-- Generated from JobMetrics and EngineMetrics by MetricsDocsTest, which fails where this page
             differs. Renew it with:
             %s -->

        What the job tells of itself while it runs, and what of Flink's and Kafka's own figures is worth
        a look. What to do about each is in [operations.md](operations.md); what single rooms are
        watched for is in [alerts.md](alerts.md).

        ## Where they are read

        Every metric is on Flink's page and in its REST interface. For Prometheus the reporter of Flink's
        distribution shows them on each JobManager and TaskManager; the images and manifests of `docker/`
        and `k8s/` have it on, and so have the processes of [`./livegauge cluster`](cluster.md#what-runs).
        Elsewhere it takes these lines of Flink's `config.yaml`, and where several
        processes share a machine a range of ports:

        ```yaml
        metrics.reporters: prometheus
        metrics.reporter.prometheus.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
        metrics.reporter.prometheus.port: 9249-9259
        metrics.reporter.prometheus.scope.variables.excludes: job_id;task_id;task_attempt_id;task_attempt_num;operator_id;subtask_id;tm_id
        ```

        The last line keeps the number of series down: ids change at every restart. On one machine
        `./livegauge demo --metrics-port 9249` and `./livegauge score --metrics-port 9249` do the same;
        then `curl localhost:9249/metrics`. The port is open at all addresses of the machine and asks
        nobody who they are; the figures name no user and no room.

        ## How they are read

        - A counter begins at 0 with every start of its subtask: ask for `rate()` or `increase()`, then
          `sum()` over subtasks. Prometheus shows Flink's counters as gauges; that changes nothing.
        - A histogram is a summary in Prometheus, one series for each `quantile` (0.5 to 0.999), and
          `…_count`. Quantiles cannot be added: `max()` over subtasks is the worst of them.
        - The label `operator_name` is the operator, with `_` for what is no letter or digit;
          `subtask_index` is the subtask.

        ## The job's own

        They stand in the group `%s` of their operator. In Prometheus their names begin with
        `%s`.

        | in Prometheus, after that | kind | unit | operator | meaning | when to worry |
        |---|---|---|---|---|---|
        """
            .formatted(RENEW, Metric.GROUP, OPERATOR));
    Set<Metric> further = new HashSet<>();
    for (Reason reason : Reason.values()) {
      further.add(JobMetrics.rejected(reason));
    }
    for (AlertRule rule : AlertRule.values()) {
      further.add(JobMetrics.raised(rule));
    }
    for (Metric metric : JobMetrics.all()) {
      if (!further.contains(metric)) {
        row(page, metric, metric.meaning());
      }
    }
    page.append(
        """

        ## What was rejected

        One counter for each reason; all of them are in the quarantine, and each has its place in the
        [runbook](operations.md#runbook-what-is-in-the-quarantine).

        | in Prometheus, after that | kind | unit | operator | meaning | when to worry |
        |---|---|---|---|---|---|
        """);
    for (Reason reason : Reason.values()) {
      Metric metric = JobMetrics.rejected(reason);
      String anchor = "operations.md#quarantine-" + reason.name().toLowerCase(Locale.ROOT);
      row(page, metric, "[" + reason + "](" + anchor + "): " + metric.meaning());
    }
    page.append(
        """

        ## What was raised

        One counter for each rule of [alerts.md](alerts.md), of alerts that began. How many there are now is
        on the screens.

        | in Prometheus, after that | kind | unit | operator | meaning | when to worry |
        |---|---|---|---|---|---|
        """);
    for (AlertRule rule : AlertRule.values()) {
      Metric metric = JobMetrics.raised(rule);
      String anchor = "operations.md#alert-" + rule.optionName();
      row(page, metric, "[" + rule + "](" + anchor + "): " + metric.meaning());
    }
    String group = null;
    page.append("\n## Flink's and Kafka's\n\nThese are the whole names in Prometheus.\n");
    for (EngineMetrics metric : EngineMetrics.ALL) {
      if (!metric.group().equals(group)) {
        group = metric.group();
        page.append("\n### ").append(group).append("\n\n");
        page.append("| in Prometheus | meaning | when to worry |\n|---|---|---|\n");
      }
      page.append("| `")
          .append(metric.name())
          .append("` | ")
          .append(metric.meaning())
          .append(" | ")
          .append(metric.worry())
          .append(" |\n");
    }
    page.append(
        """

        The brokers have metrics of their own. Watch there, whatever shows them: partitions with too few
        copies in sync, partitions without a leader, and free disk space.
        """);
    return page.toString();
  }

  private static void row(StringBuilder page, Metric metric, String meaning) {
    String label = metric.label() == null ? "" : ", by `" + metric.label() + "`";
    page.append("| `")
        .append(metric.prometheusName().substring(OPERATOR.length()))
        .append('`')
        .append(label)
        .append(" | ")
        .append(metric.kind().name().toLowerCase(Locale.ROOT))
        .append(" | ")
        .append(metric.unit())
        .append(" | ")
        .append(String.join(", ", metric.operators()))
        .append(" | ")
        .append(meaning)
        .append(" | ")
        .append(metric.worry())
        .append(" |\n");
  }
}
