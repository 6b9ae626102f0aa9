package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page {@code docs/events.md} names every topic, type, field and reason as they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsDocTest {
  private String page;

  @BeforeAll
  void readPage() throws IOException {
    page = Files.readString(Path.of("..", "docs", "events.md"));
  }

  @Test
  void shouldNameEveryTopicWithItsTypes() {
    for (Topic topic : Topic.values()) {
      assertThat(page).contains("`" + topic.named(Topic.DEFAULT_PREFIX) + "`");
      if (topic.isInput()) {
        List<String> types =
            section(topic)
                .lines()
                .filter(l -> l.startsWith("- `"))
                .map(l -> l.substring(3, l.indexOf('`', 3)))
                .toList();
        assertThat(types)
            .containsExactlyInAnyOrderElementsOf(
                Arrays.stream(EventType.values())
                    .filter(type -> type.topic() == topic)
                    .map(EventType::wireName)
                    .toList());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldTellTheFieldsOfEveryType(EventType type) {
    // A type's table follows its bullet; bullets without a table between share the next one.
    String section = section(type.topic());
    String rest = section.substring(section.indexOf("- `" + type.wireName() + "`:"));
    List<String> rows =
        rest.lines()
            .dropWhile(line -> !line.startsWith("|") && !line.startsWith("No fields"))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .sorted()
            .toList();
    JsonNode schema = Schemas.eventText(type).path("properties");

    assertThat(rows)
        .containsExactlyElementsOf(
            EventFields.of(type).stream().map(rule -> row(rule, schema)).sorted().toList());
  }

  @Test
  void shouldNameEveryReasonInOrder() {
    assertThat(page.replaceAll("\\s+", " "))
        .contains(
            Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.INVALID_MODEL)
                .map(reason -> "`" + reason + "`")
                .collect(Collectors.joining(", ")))
        .contains("`" + Reason.INVALID_MODEL + "`");
  }

  private String section(Topic topic) {
    String heading = "### `" + topic.named(Topic.DEFAULT_PREFIX) + "`\n";
    int start = page.indexOf(heading);
    assertThat(start).as(heading).isNotNegative();
    int end = page.indexOf("\n##", start + heading.length());
    return page.substring(start, end);
  }

  private static String row(FieldRule rule, JsonNode schema) {
    String name = rule.field().wireName();
    String whenAbsent =
        rule.required() ? "required" : rule.defaultValue() == null ? "absent" : defaultOf(rule);
    return String.format(
        "| `%s` | %s | %s | %s |",
        name, range(rule), whenAbsent, schema.path(name).path("description").textValue());
  }

  private static String defaultOf(FieldRule rule) {
    return rule.kind() == FieldRule.Kind.BOOLEAN
        ? "`" + (rule.defaultValue() != 0) + "`"
        : "`" + rule.defaultValue() + "`";
  }

  private static String range(FieldRule rule) {
    return switch (rule.kind()) {
      case STRING -> "string, " + number(rule.min()) + "–" + number(rule.max());
      case INTEGER ->
          rule.min() == Integer.MIN_VALUE
              ? "int32"
              : "integer, " + number(rule.min()) + " … " + number(rule.max());
      case BOOLEAN -> "boolean";
      case TRAITS -> "object of strings";
    };
  }

  private static String number(long value) {
    String digits =
        switch (Long.toString(Math.abs(value))) {
          case "1000000000" -> "10⁹";
          case "1000000000000" -> "10¹²";
          default -> String.format(Locale.ROOT, "%,d", Math.abs(value));
        };
    return value < 0 ? "−" + digits : digits;
  }
}
