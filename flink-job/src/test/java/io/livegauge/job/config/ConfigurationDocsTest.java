package io.livegauge.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made of the options; this test makes it and compares. */
class ConfigurationDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  /** The command that writes the page anew instead of comparing. */
  private static final String RENEW =
      "./mvnw -pl flink-job -am test -Dtest=ConfigurationDocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dlivegauge.docs.write=true";

  @Test
  void shouldDocumentEveryOption() throws IOException {
    String page = page();
    if (Boolean.getBoolean("livegauge.docs.write")) {
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
        .as("docs/configuration.md is not what the options say; renew it with: %s", RENEW)
        .isEqualTo(page);
  }

  private static String page() {
    Map<String, List<Option<?>>> groups = new LinkedHashMap<>();
    for (Option<?> option : JobOptions.ALL) {
      groups.computeIfAbsent(option.group(), group -> new ArrayList<>()).add(option);
    }
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Configuration

        <!-- Generated from JobOptions by ConfigurationDocsTest, which fails where this page differs.
             Renew it with:
             %s -->

        Every option of the scoring job. They are given as `--name value` or `--name=value`, to
        `./livegauge score` as to `flink run`; `./livegauge demo` and `./livegauge backfill` take those
        that mean something to them (`--help` lists them). An option that cannot be used is named with
        its value and what is allowed, the exit status is 2, and nothing is started.

        Durations are an integer and a unit: `ms`, `s`, `min` (or `m`), `h`, `d`.
        """
            .formatted(RENEW));
    groups.forEach(
        (group, options) -> {
          page.append("\n## ").append(group).append("\n\n");
          page.append("| option | default | allowed | meaning |\n|---|---|---|---|\n");
          for (Option<?> option : options) {
            page.append("| `--")
                .append(option.name())
                .append("` | ")
                .append(option.defaultText() == null ? "" : "`" + option.defaultText() + "`")
                .append(" | ")
                .append(cell(option.allowed()))
                .append(" | ")
                .append(cell(option.description()))
                .append(" |\n");
          }
        });
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
