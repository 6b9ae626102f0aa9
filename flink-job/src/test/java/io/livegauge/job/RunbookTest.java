package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.alert.AlertRule;
import io.livegauge.event.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever can be wrong has its place in docs/operations.md, and the way there is not broken. */
class RunbookTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path PAGE = DOCS.resolve("operations.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,4} (.+)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]*)#([^)\\s]+)\\)");
  private static final Pattern FILE_LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)\\s]+)?\\)");
  private static final Pattern RULE = Pattern.compile("(?m)^\\s*- alert: (\\w+)$");

  @Test
  void shouldSayWhatToDoAboutEveryReason() throws IOException {
    assertThat(sections("Quarantine "))
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::name).toList());
  }

  @Test
  void shouldSayWhatToDoAboutEveryAlert() throws IOException {
    assertThat(sections("Alert "))
        .containsExactlyElementsOf(
            Arrays.stream(AlertRule.values()).map(AlertRule::optionName).toList());
  }

  @Test
  void shouldSayWhatToDoAboutEveryRuleOfPrometheus() throws IOException {
    Set<String> rules = new TreeSet<>();
    for (String place : List.of("docker", "k8s")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
          RULE.matcher(Files.readString(file, StandardCharsets.UTF_8))
              .results()
              .map(match -> match.group(1))
              .forEach(rules::add);
        }
      }
    }
    assertThat(headings(PAGE).stream().filter(heading -> heading.startsWith("Livegauge")))
        .containsExactlyInAnyOrderElementsOf(rules);
  }

  @Test
  void shouldLeadToPlacesThatThereAre() throws IOException {
    for (Path page : List.of(PAGE, DOCS.resolve("metrics.md"))) {
      String text = Files.readString(page, StandardCharsets.UTF_8);
      for (MatchResult link : FILE_LINK.matcher(text).results().toList()) {
        assertThat(DOCS.resolve(link.group(1))).as("linked from %s", page).exists();
      }
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        Path target = link.group(1).isEmpty() ? page : DOCS.resolve(link.group(1));
        assertThat(headings(target).stream().map(RunbookTest::anchor))
            .as("%s of %s", link.group(), page)
            .contains(link.group(2));
      }
    }
  }

  /** What follows a beginning, of the headings that have it. */
  private static List<String> sections(String beginning) throws IOException {
    return headings(PAGE).stream()
        .filter(heading -> heading.startsWith(beginning))
        .map(heading -> heading.substring(beginning.length()))
        .toList();
  }

  private static List<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page, StandardCharsets.UTF_8))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** How a heading is linked to. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
        .replace(' ', '-');
  }
}
