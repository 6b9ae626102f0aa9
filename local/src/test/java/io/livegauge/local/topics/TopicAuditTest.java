package io.livegauge.local.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.livegauge.event.Topic;
import io.livegauge.topic.TopicPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicAuditTest {
  private static final TopicPlan LIKE = TopicPlan.of(Topic.LIKE);
  private static final TopicPlan MODELS = TopicPlan.of(Topic.MODELS);
  private static final TopicPlan QUARANTINE = TopicPlan.of(Topic.QUARANTINE);

  private final TopicAudit audit = new TopicAudit("live.", 0, 1);

  /** A topic as it is created, in a cluster with Kafka's own defaults. */
  private static SeenTopic.Present asCreated(TopicPlan plan, String... changed) {
    Map<String, String> settings = new HashMap<>();
    settings.put("retention.ms", "604800000");
    settings.put("min.insync.replicas", "1");
    settings.putAll(plan.created());
    for (int i = 0; i < changed.length; i += 2) {
      settings.put(changed[i], changed[i + 1]);
    }
    return new SeenTopic.Present(plan.onePartition() ? 1 : 4, 1, settings);
  }

  @Test
  void shouldFindNothingWhereAllIsAsCreated() {
    Map<TopicPlan, SeenTopic> seen = new LinkedHashMap<>();
    TopicPlan.all().forEach(plan -> seen.put(plan, asCreated(plan)));

    assertThat(audit.findings(seen)).isEmpty();
  }

  @Test
  void shouldTellErrorsBeforeWarnings() {
    Map<TopicPlan, SeenTopic> seen = new LinkedHashMap<>();
    seen.put(QUARANTINE, asCreated(QUARANTINE, "retention.ms", "-1"));
    seen.put(LIKE, asCreated(LIKE, "message.timestamp.type", "CreateTime"));

    List<Finding> findings = audit.findings(seen);

    assertThat(findings)
        .extracting(Finding::level, Finding::topic, Finding::is, Finding::shouldBe, Finding::setTo)
        .containsExactly(
            tuple("error", "live.like", "CreateTime", "LogAppendTime", "LogAppendTime"),
            tuple(
                "warning",
                "live.quarantine",
                "unlimited",
                "at most 259200000 (72 h)",
                "259200000"));
    assertThat(findings).allMatch(Finding::canBeSetRight);
  }

  @Test
  void shouldTakeMorePartitionsButNotFewerThanAskedFor() {
    TopicAudit six = new TopicAudit("live.", 6, 1);

    assertThat(audit.findings(LIKE, asCreated(LIKE))).isEmpty();
    assertThat(six.findings(LIKE, new SeenTopic.Present(9, 1, asCreated(LIKE).settings())))
        .isEmpty();
    assertThat(six.findings(LIKE, asCreated(LIKE)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.is()).isEqualTo("4");
              assertThat(finding.shouldBe()).isEqualTo("at least 6");
              assertThat(finding.setTo()).isEqualTo("6");
            });
    assertThat(six.findings(MODELS, asCreated(MODELS))).isEmpty();
  }

  @Test
  void shouldNotTakeASecondPartitionWhereOrderCounts() {
    SeenTopic two = new SeenTopic.Present(2, 1, asCreated(MODELS).settings());

    assertThat(audit.findings(MODELS, two))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.what()).isEqualTo("partitions");
              assertThat(finding.canBeSetRight()).isFalse();
            });
  }

  @Test
  void shouldTellWhatIsMissingOrHidden() {
    assertThat(audit.findings(LIKE, new SeenTopic.Missing()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.is()).isEqualTo("missing"))
        .matches(Finding::isError);
    assertThat(audit.findings(LIKE, new SeenTopic.Hidden()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.shouldBe()).contains("Describe"))
        .matches(Finding::isError);
    assertThat(audit.findings(LIKE, new SeenTopic.Present(4, 1, null)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.shouldBe()).contains("DescribeConfigs"))
        .matches(Finding::isError);
  }

  @Test
  void shouldAskForAsManyCopiesAsThereAreBrokersForThem() {
    Map<String, String> settings = asCreated(LIKE).settings();

    assertThat(new TopicAudit("live.", 0, 2).findings(LIKE, asCreated(LIKE)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isFalse();
              assertThat(finding.shouldBe()).isEqualTo("at least 2");
            });
    assertThat(new TopicAudit("live.", 0, 5).findings(LIKE, asCreated(LIKE)))
        .extracting(Finding::shouldBe)
        .containsExactly("at least 3");
    assertThat(new TopicAudit("live.", 0, 5).findings(LIKE, new SeenTopic.Present(4, 3, settings)))
        .extracting(Finding::what)
        .containsExactly("min.insync.replicas");
  }

  @Test
  void shouldPrintATableWithReasons() {
    Map<TopicPlan, SeenTopic> seen = new LinkedHashMap<>();
    seen.put(LIKE, asCreated(LIKE, "message.timestamp.type", "CreateTime"));
    seen.put(QUARANTINE, asCreated(QUARANTINE, "retention.ms", "604800000"));
    List<Finding> findings = audit.findings(seen);
    StringWriter text = new StringWriter();

    FindingsText.print(findings, new PrintWriter(text));

    assertThat(text.toString().lines())
        .containsExactly(
            "LEVEL    TOPIC            WHAT                    IS               SHOULD BE",
            "error    live.like        message.timestamp.type  CreateTime       LogAppendTime",
            "warning  live.quarantine  retention.ms            604800000 (7 d)"
                + "  at most 259200000 (72 h)",
            "",
            "message.timestamp.type: or else producers' clocks decide what is in the future.",
            "retention.ms: or else the bytes of invalid records may hold raw user ids.");
    assertThat(FindingsText.json(2, findings).toString())
        .startsWith(
            "{\"topics\":2,\"errors\":1,\"warnings\":1,\"findings\":[{\"level\":\"error\",");
  }
}
