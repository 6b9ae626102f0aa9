package io.livegauge.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicPlanTest {
  @Test
  void shouldLayOutEveryTopicOnce() {
    assertThat(TopicPlan.all().stream().map(plan -> plan.named("x.")))
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(Topic.values()).map(topic -> topic.named("x.")),
                    Stream.of("x.replays"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldLetNoProducerSetTheTimeOfAnInput(Topic topic) {
    assertThat(TopicPlan.of(topic).created().get("message.timestamp.type"))
        .isEqualTo(topic.isInput() ? "LogAppendTime" : null);
  }

  @Test
  void shouldCompactWhatReplacesItself() {
    List<TopicPlan> compacted =
        TopicPlan.all().stream()
            .filter(plan -> "compact".equals(plan.created().get("cleanup.policy")))
            .toList();

    assertThat(compacted)
        .extracting(TopicPlan::suffix)
        .containsExactly("sessions", "models", "replays");
    assertThat(TopicPlan.all().stream().filter(TopicPlan::onePartition))
        .extracting(TopicPlan::suffix)
        .containsExactly("models", "replays");
  }

  @Test
  void shouldKeepTheQuarantineShort() {
    assertThat(TopicPlan.of(Topic.QUARANTINE).created())
        .containsEntry("retention.ms", Long.toString(72 * 3_600_000L));
    // What an input keeps is the cluster's own affair, as long as it is enough.
    assertThat(TopicPlan.of(Topic.LIKE).created()).doesNotContainKey("retention.ms");
  }

  @Test
  void shouldBeGoodAsItIsCreated() {
    for (TopicPlan plan : TopicPlan.all()) {
      Map<String, String> created = plan.created();
      assertThat(plan.settings())
          .filteredOn(TopicSetting::created)
          .allMatch(setting -> setting.allows(created.get(setting.name())));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "IS, compact, compact, true",
        "IS, compact, 'compact,delete', false",
        "IS, compact, -, false",
        "HOLDS, compact, 'delete,compact', true",
        "HOLDS, compact, 'delete, compact', true",
        "HOLDS, compact, delete, false",
        "AT_LEAST, 100, 100, true",
        "AT_LEAST, 100, 99, false",
        "AT_LEAST, 100, '-1', true",
        "AT_LEAST, 100, much, false",
        "AT_MOST, 100, 100, true",
        "AT_MOST, 100, 101, false",
        "AT_MOST, 100, '-1', false",
      })
  void shouldCompareAsTheRuleSays(
      TopicSetting.Rule rule, String wanted, String actual, boolean isGood) {
    assertThat(new TopicSetting("a", rule, wanted, true, true, "").allows(actual))
        .isEqualTo(isGood);
  }

  @ParameterizedTest
  @CsvSource({
    "604800000, 604800000 (7 d)",
    "259200000, 259200000 (72 h)",
    "5400000, 5400000 (90 min)",
    "1500, 1500 (1.5 s)",
    "-1, unlimited",
  })
  void shouldTellTimesInUnits(String value, String shown) {
    TopicSetting setting =
        new TopicSetting("retention.ms", TopicSetting.Rule.AT_MOST, "1", false, true, "");

    assertThat(setting.shown(value)).isEqualTo(shown);
    assertThat(setting.shown(null)).isEqualTo("unknown");
  }
}
