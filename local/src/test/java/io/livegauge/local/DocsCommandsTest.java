package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands that the pages of docs/ tell people to type are there, with the options shown. */
class DocsCommandsTest {
  private static final Path DOCS = Path.of("..", "docs");

  /** A command up to what ends it: its code's end, a pipe, a comment, or another way to call it. */
  private static final Pattern USAGE = Pattern.compile("\\./livegauge ([a-z][^`|#]*)");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern OPTION = Pattern.compile("(?<= |\\[)--[a-z][a-z-]+");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowCommandsThatThereAre(Path page) throws IOException {
    String text = Files.readString(page, StandardCharsets.UTF_8).replace("\\\n", " ");
    for (String line : text.lines().toList()) {
      USAGE.matcher(line).results().map(usage -> usage.group(1)).forEach(DocsCommandsTest::check);
    }
  }

  private static void check(String found) {
    String usage = QUOTED.matcher(found).replaceAll("TEXT");
    CommandLine command =
        CommandLines.of(
            new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), null);
    for (String word : usage.split("\\s+", -1)) {
      if (command.getSubcommands().isEmpty() || !word.matches("[a-z][a-z-]*")) {
        break;
      }
      assertThat(command.getSubcommands()).as("./livegauge %s", usage).containsKey(word);
      command = command.getSubcommands().get(word);
    }
    if (command.getCommandName().equals("bench")) {
      return; // a module of its own, whose options are not here
    }
    List<String> options = OPTION.matcher(usage).results().map(MatchResult::group).toList();
    assertThat(CommandOptions.names(command)).as("./livegauge %s", usage).containsAll(options);
  }
}
