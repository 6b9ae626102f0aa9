package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README says of the commands is what they are. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  private final CommandLine commands =
      CommandLines.of(
          new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), null);

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void shouldNameEveryCommand() throws IOException {
    List<String> rows = readme().lines().filter(line -> line.startsWith("| `")).toList();

    for (String command : commands.getSubcommands().keySet()) {
      assertThat(rows).as(command).anyMatch(row -> row.startsWith("| `" + command + " "));
    }
  }

  @Test
  void shouldShowOptionsThatThereAre() throws IOException {
    for (String line : readme().lines().toList()) {
      String usage = line.replaceFirst("^(\\| `|\\./livegauge )", "");
      String name = usage.split(" ", 2)[0];
      CommandLine command = commands.getSubcommands().get(name);
      if (command == null || usage.equals(line)) {
        continue;
      }
      CommandLine further = command.getSubcommands().get(usage.split("[ `|]+", 3)[1]);
      if (further != null) {
        command = further;
      }
      List<String> options = OPTION.matcher(usage).results().map(MatchResult::group).toList();
      assertThat(CommandOptions.names(command)).as(line).containsAll(options);
    }
  }

  @Test
  void shouldLinkToPagesThatThereAre() throws IOException {
    for (String page : Arrays.asList("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      LINK.matcher(Files.readString(ROOT.resolve(page)))
          .results()
          .map(match -> match.group(1))
          .forEach(link -> assertThat(ROOT.resolve(link)).as(page).exists());
    }
  }
}
