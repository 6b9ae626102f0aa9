package io.livegauge.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/topics.md} tell the plan as it is. */
class TopicsDocTest {
  private static List<String> rows(String firstCell) throws IOException {
    return Files.readString(Path.of("..", "docs", "topics.md"))
        .lines()
        .filter(line -> line.matches("\\| " + firstCell + " \\|.*"))
        .toList();
  }

  @Test
  void shouldTellHowEveryTopicIsCreated() throws IOException {
    assertThat(rows("`live\\.[a-z]+`"))
        .containsExactlyElementsOf(TopicPlan.all().stream().map(TopicsDocTest::row).toList());
  }

  @Test
  void shouldTellEveryRuleOfTheCheck() throws IOException {
    List<String> rules =
        TopicPlan.all().stream()
            .flatMap(plan -> plan.settings().stream())
            .distinct()
            .map(TopicsDocTest::rule)
            .toList();

    assertThat(rows("`[a-z.]+`"))
        .filteredOn(row -> !row.startsWith("| `live."))
        .containsAll(rules)
        .contains(rule(TopicPlan.IN_SYNC))
        .hasSize(rules.size() + 1);
  }

  private static String row(TopicPlan plan) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            plan.named(Topic.DEFAULT_PREFIX),
            plan.key(),
            plan.onePartition() ? "1" : "as asked for",
            settings(plan, TopicSetting::created));
  }

  private static String settings(TopicPlan plan, Predicate<TopicSetting> wanted) {
    return plan.settings().stream()
        .filter(wanted)
        .map(setting -> "`" + setting.name() + "=" + setting.value() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String rule(TopicSetting setting) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.name(),
            setting.allowed(),
            setting.required() ? "error" : "warning",
            setting.why());
  }
}
