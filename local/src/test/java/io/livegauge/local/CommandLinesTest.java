package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLinesTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  private int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null);
  }

  static Stream<String> commands() {
    return CommandLines.of(
        new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), null)
        .getSubcommands()
        .keySet()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHelpOnEveryCommand(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).startsWith("Usage: livegauge " + command);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldListCommandsWithoutAny() {
    assertThat(run()).isZero();

    assertThat(out.toString())
        .contains(
            "demo", "simulate", "replay", "backfill", "score", "train", "model", "survey", "screen")
        .contains("--version");
  }

  @Test
  void shouldTellItsVersion() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).startsWith("Livegauge ");
  }

  @Test
  void shouldRefuseATakenPortForMetrics() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("demo", "--metrics-port", port)).isEqualTo(2);
      assertThat(err.toString())
          .contains("option --metrics-port: '" + port + "' is not allowed; allowed is a port that");
    }
  }

  @Test
  void shouldOfferEveryJobOptionToScore() {
    run("score", "--help");

    for (Option<?> option : JobOptions.ALL) {
      assertThat(out.toString()).contains("--" + option.name() + "=");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate | livegauge: command 'frobnicate': there is none; allowed are demo, simulate",
        "--frob | livegauge: option --frob: there is none; allowed are --help, --version",
        "demo --rate fast | demo: option --rate: 'fast' is not allowed; allowed is a decimal number",
        "demo --rate 0 | demo: option --rate: '0' is not allowed; allowed is a decimal number above",
        "demo --rat 5 | demo: option --rat: there is none; the nearest are --rate,",
        "demo --rate | demo: option --rate: its value is missing; allowed is a decimal number",
        "demo --streams 0 | demo: option --streams: '0' is not allowed; allowed is an integer from 1",
        "demo --seconds 0 | demo: option --seconds: '0' is not allowed; allowed is an integer from 1",
        "demo --metrics-port 0 | option --metrics-port: '0' is not allowed; allowed is an integer from 1",
        "demo --slice 7 | demo: option --slice: '7' is not allowed; allowed is a duration of 100ms",
        "demo --slice 7s | demo: option --window: '5min' is not allowed; allowed is a whole number",
        "demo --guarantee maybe | 'maybe' is not allowed; allowed is one of at-least-once, exactly",
        "demo --seed 1 --seed 2 | demo: option --seed: given twice",
        "demo --topic-prefix a/b | option --topic-prefix: 'a/b' is not allowed; allowed is a text of",
        "demo --max-parallelism 4 --parallelism 8 | option --max-parallelism: '4' is not allowed",
        "demo now | demo: argument 'now': not allowed here",
        "demo --model /nowhere/m | option --model: '/nowhere/m' is not allowed; allowed is a readable",
        "simulate | options --bootstrap, --out and --table: none is given; allowed is one of",
        "simulate --bootstrap h:1 --out f | --table: --bootstrap and --out are given; allowed is one",
        "simulate --bootstrap somewhere | option --bootstrap: 'somewhere' is not allowed; allowed is",
        "simulate --out /nowhere/at/all | option --out: '/nowhere/at/all' is not allowed; allowed is",
        "simulate --out f --truth f | --truth: 'f' is not allowed; allowed is another file",
        "simulate --out f --minutes -1 | option --minutes: '-1' is not allowed; allowed is a decimal",
        "simulate --table f --out g | and --table: --out and --table are given; allowed is one of",
        "simulate --table f --truth g | simulate: option --truth: not allowed with --table",
        "simulate --table f --minutes 5 | simulate: option --minutes: not allowed with --table",
        "simulate --table f --streams 5 | simulate: option --streams: not allowed with --table",
        "simulate --table f --rate 5 | simulate: option --rate: not allowed with --table",
        "simulate --out f --rows 5 | simulate: option --rows: not allowed with --out",
        "simulate --bootstrap h:1 --noise 5 | option --noise: not allowed with --bootstrap",
        "simulate --table f --rows 0 | option --rows: '0' is not allowed; allowed is an integer from 1",
        "simulate --table f --noise -1 | option --noise: '-1' is not allowed; allowed is a decimal",
        "simulate --table f --signal 2 | option --signal: '2' is not allowed; allowed is a decimal",
        "simulate --table /nowhere/f | option --table: '/nowhere/f' is not allowed; allowed is a file",
        "replay --bootstrap h:1 | replay: argument FILE: missing; allowed is FILE",
        "replay --bootstrap h:1 /nowhere | argument FILE: '/nowhere' is not allowed; allowed is a",
        "replay /etc/hosts | option --bootstrap: missing; allowed is HOST:PORT",
        "replay --format csv /etc/hosts | option --format: 'csv' is not allowed; allowed is one of",
        "replay /etc/hosts --out f | replay: option --out: not allowed with --format jsonl",
        "replay /etc/hosts --rooms 5 | replay: option --rooms: not allowed with --format jsonl",
        "replay --format kuailive /etc/hosts | argument FILE: '/etc/hosts' is not allowed; allowed",
        "replay --format kuailive /etc /tmp | argument FILE: '/tmp' is not allowed; allowed with",
        "replay --format kuailive /etc | options --bootstrap and --out: neither is given; allowed",
        "replay --format kuailive /etc --out f --bootstrap h:1 | and --out: both are given; allowed",
        "replay --format kuailive /etc --out f | /etc/room.csv: there is no such file; room.csv and",
        "replay --format kuailive /etc --out f --rooms 0 | option --rooms: '0' is not allowed; allowed",
        "replay --format kuailive ../docs/examples/kuailive --out f --speed 2 | --speed: not allowed",
        "backfill | backfill: option --input: missing; allowed is FILE|DIR",
        "backfill --input /etc/hosts | option --output: missing; allowed is a directory",
        "backfill --input /nowhere --output o | option --input: '/nowhere' is not allowed; allowed",
        "backfill --input /etc/hosts --output o --parallelism 0 | option --parallelism: '0' is not",
        "score | score: option --bootstrap: missing; allowed is HOST:PORT",
        "score --bootstrap h:1 | score: option --hash-key-file: missing, and so is LIVEGAUGE_HASH_KEY",
        "score --bootstrap h:1 --hash-key-file /etc/hosts | '/etc/hosts' is no key: it holds other",
        "simulate --table f --kafka-config g | simulate: option --kafka-config: not allowed with",
        "score --bootstrap h:1 --buckets x | option --buckets: 'x' is not allowed; allowed is an",
        "topics | argument COMMAND: missing; allowed are create, check",
        "topics delete | livegauge topics: command 'delete': there is none; allowed are create, check",
        "topics create | livegauge topics create: option --bootstrap: missing; allowed is HOST:PORT",
        "topics create --bootstrap h | option --bootstrap: 'h' is not allowed; allowed is HOST:PORT",
        "topics create --bootstrap h:1 --partitions 0 | option --partitions: '0' is not allowed",
        "topics create --bootstrap h:1 --replication 0 | option --replication: '0' is not allowed",
        "topics check --bootstrap h:1 --topic-prefix a/b | option --topic-prefix: 'a/b' is not allowed",
        "topics check --bootstrap h:1 --apply | topics check: option --apply: there is none; allowed",
        "quarantine | argument COMMAND: missing; allowed are show, stats, export, replay",
        "quarantine show | livegauge quarantine show: option --bootstrap: missing; allowed is HOST",
        "quarantine show --bootstrap h:1 --limit 0 | option --limit: '0' is not allowed; allowed is an",
        "quarantine show --bootstrap h:1 --reason LATER | option --reason: 'LATER' is not allowed;",
        "quarantine show --bootstrap h:1 --since noon | option --since: 'noon' is not allowed; allowed",
        "quarantine stats --bootstrap h:1 --top 1001 | option --top: '1001' is not allowed; allowed is",
        "quarantine export --bootstrap h:1 | option --out: missing; allowed is a file",
        "quarantine export --bootstrap h:1 --out /nowhere/f | option --out: '/nowhere/f' is not",
        "quarantine export --bootstrap h:1 --out f --reason INVALID_MODEL | 'INVALID_MODEL' is not",
        "quarantine replay --bootstrap h:1 | argument FILE: missing; allowed is FILE",
        "quarantine replay /etc/hosts | option --bootstrap: missing; allowed is HOST:PORT",
        "quarantine replay --bootstrap h:1 /nowhere | argument FILE: '/nowhere' is not allowed; allowed",
        "quarantine replay --bootstrap h:1 /etc/hosts --out f | option --out: there is none; allowed",
        "cluster | argument COMMAND: missing; allowed are up, status, submit, redeploy, rollback,",
        "cluster frob | livegauge cluster: command 'frob': there is none; allowed are up, status",
        "cluster up --taskmanagers 0 | option --taskmanagers: '0' is not allowed; allowed is an integer",
        "cluster up --taskmanager-memory 64m | option --taskmanager-memory: '64m' is not allowed",
        "cluster up --bootstrap nowhere | option --bootstrap: 'nowhere' is not allowed; allowed is HO",
        "cluster up --hash-key-file /etc/hosts | option --hash-key-file: '/etc/hosts' is no key",
        "cluster redeploy --frob 5 | option --frob: there is none; allowed are",
        "train | train: option --out: missing; allowed is a file",
        "train --out m | options --windows, --table: one of them is needed",
        "train --windows /nowhere --out m | option --windows: '/nowhere' is not allowed; allowed is a",
        "model | argument COMMAND: missing; allowed are list, show, diff, import, publish, rollback",
        "model frob | livegauge model: command 'frob': there is none; allowed are list, show, diff",
        "model list --registry /etc/hosts | option --registry: '/etc/hosts' is a file; allowed is a",
        "model list --registry gopher://x/y | option --registry: 'gopher://x/y' is not allowed: there",
        "model list --registry file:///x?y=z | option --registry: 'file:///x?y=z' is not allowed;",
        "model diff /etc/hosts 2 | argument A: '/etc/hosts' is not allowed; allowed is a model artifact",
        "model diff 1 2 --registry target/none | argument A: '1' is not allowed; allowed is a version",
        "model import /nowhere | argument FILE: '/nowhere' is not allowed; allowed is a file that can",
        "model publish | livegauge model publish: option --to: missing; allowed is HOST:PORT",
        "model publish --to nowhere | option --to: 'nowhere' is not allowed; allowed is HOST:PORT",
        "model publish --to h:0 | option --to: 'h:0' is not allowed; allowed is HOST:PORT",
        "model publish 7 --to h:1 --registry target/none | argument VERSION: '7' is not allowed; allo",
        "model publish --to h:1 --valid-in soon | option --valid-in: 'soon' is not allowed; allowed is",
        "model publish --to h:1 --topic-prefix a/b | option --topic-prefix: 'a/b' is not allowed;",
        "model publish --to h:1 --kafka-config /nowhere | option --kafka-config: '/nowhere' is not",
        "model rollback | argument TO_VERSION: missing; allowed is TO_VERSION",
        "model rollback 1 --registry target/none | argument TO_VERSION: '1' is not allowed; allowed is",
        "model show /nowhere | argument FILE: '/nowhere' is not allowed; allowed is a file",
        "model show | livegauge model show: argument VERSION",
        "survey | argument FILE: missing; allowed is FILE",
        "survey /nowhere | survey: argument FILE: '/nowhere' is not allowed; allowed is a file",
        "survey /etc/hosts --definition /nowhere | option --definition: '/nowhere' is not allowed",
        "survey /etc/hosts --out /etc/hosts | option --out: '/etc/hosts' is not allowed; allowed",
        "screen /nowhere | screen: argument FILE: '/nowhere' is not allowed; allowed is a file",
        "screen /etc/hosts --threshold 6 | option --threshold: '6' is not allowed; allowed is a",
        "screen /etc/hosts --cv -1 | option --cv: '-1' is not allowed; allowed is a number from 0",
        "screen /etc/hosts --out /nowhere/at/all | option --out: '/nowhere/at/all' is not allowed"
      })
  void shouldRefuseInOneLine(String arguments, String expected) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);

    assertThat(err.toString()).contains(expected).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseOutputThatIsNotEmpty() throws IOException {
    Path input = Files.writeString(directory.resolve("events.jsonl"), "{}\n");
    Path output = Files.createDirectory(directory.resolve("out"));
    Files.writeString(output.resolve("scores.jsonl"), "precious");

    assertThat(run("backfill", "--input", input.toString(), "--output", output.toString()))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("option --output: '" + output + "' is not allowed; allowed is a new or empty")
        .contains("--overwrite");
    assertThat(output.resolve("scores.jsonl")).hasContent("precious");
  }

  @Test
  void shouldKeepEarlierResultsWhereThereIsNothingToRead() throws IOException {
    Path input = Files.createDirectory(directory.resolve("in"));
    Path output = Files.createDirectory(directory.resolve("out"));
    Path precious = Files.writeString(output.resolve("scores.jsonl"), "precious");

    for (Path unusable : List.of(input, precious)) {
      assertThat(
              run(
                  "backfill",
                  "--input",
                  unusable.toString(),
                  "--output",
                  output.toString(),
                  "--overwrite"))
          .isEqualTo(2);

      assertThat(err.toString()).contains("option --input: '" + unusable + "' is not allowed");
      assertThat(precious).hasContent("precious");
    }
  }

  @Test
  void shouldRefuseModelThatDoesNotValidate() throws IOException {
    Path model = Files.writeString(directory.resolve("model.json"), "{\n\n}");

    assertThat(run("demo", "--model", model.toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains("option --model: '" + model + "' is no valid model artifact")
        .hasLineCount(1);
  }

  @Test
  void shouldSimulateTheSameFileTwice() throws IOException {
    Path one = directory.resolve("one.jsonl");
    Path two = directory.resolve("two.jsonl");
    Path truth = directory.resolve("truth.jsonl");

    assertThat(simulate(one, "--truth", truth.toString())).isZero();
    assertThat(simulate(two)).isZero();

    long lines;
    try (Stream<String> all = Files.lines(one, StandardCharsets.ISO_8859_1)) {
      lines = all.count();
    }
    assertThat(out.toString()).startsWith("{\"produced\":" + lines + ",\"seconds\":");
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    assertThat(Files.readString(truth)).contains("{\"summary\":");
  }

  @Test
  void shouldWriteTheShippedTable() throws IOException {
    Path table = Files.writeString(directory.resolve("sessions.csv"), "older");

    assertThat(run("simulate", "--table", table.toString())).isZero();

    assertThat(table).hasSameBinaryContentAs(Path.of("..", "docs", "examples", "sessions.csv"));
    assertThat(out.toString())
        .startsWith("{\"rows\":500,\"noise\":5.0,\"signal\":1.0,\"targetVariance\":303.")
        .contains("\"attainableR2\":0.91", "\"seconds\":")
        .hasLineCount(1);
    assertThat(err.toString()).isEmpty();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(table);
    }
  }

  @Test
  void shouldHaveNothingToAttainInTableOfEqualTargets() {
    String table = directory.resolve("sessions.csv").toString();

    run("simulate", "--table", table, "--signal", "0", "--noise", "0", "--rows", "5");

    assertThat(out.toString()).contains("\"attainableR2\":null");
  }

  @Test
  void shouldConvertKuaiLive() throws IOException {
    Path events = directory.resolve("events.jsonl");

    assertThat(convert(Path.of("..", "docs", "examples", "kuailive"), events)).isZero();

    assertThat(err.toString())
        .contains("room.csv                2 rows             4 events")
        .doesNotContain("left out");
    long lines;
    try (Stream<String> all = Files.lines(events)) {
      lines = all.count();
    }
    assertThat(out.toString())
        .startsWith(
            "{\"events\":" + lines + ",\"files\":{\"streamer.csv\":{\"rows\":2,\"events\":0,")
        .contains("\"missing\":[],\"seconds\":")
        .hasLineCount(1);
  }

  @Test
  void shouldSayWhatOfKuaiLiveCannotBeConverted() throws IOException {
    Files.writeString(
        directory.resolve("room.csv"),
        """
        live_id,streamer_id,start_timestamp,end_timestamp,live_content_category
        1,2,1000,,shop
        1,2,1000,,shop
        """);
    Files.writeString(
        directory.resolve("click.csv"),
        """
        user_id,live_id,timestamp,watch_live_time
        1,1,1000,-5
        1,1,1000,-5
        """);

    assertThat(convert(directory, directory.resolve("events.jsonl"))).isZero();

    assertThat(err.toString().lines())
        .contains(
            "streamer.csv is not there",
            "click.csv               2 rows             0 events",
            "  left out              2 watch_live_time is negative (first: line 2)",
            "  left out              1 live_id is there again (first: line 3)",
            "  but                   1 end_timestamp is missing (first: line 2)")
        .allMatch(line -> line.length() <= 80);
    assertThat(out.toString())
        .contains("\"leftOut\":{\"watch_live_time is negative\":2}")
        .contains("\"noted\":{\"end_timestamp is missing\":1}")
        .contains("\"missing\":[\"streamer.csv\",\"user.csv\",\"comment.csv\"");
  }

  @Test
  void shouldNotWriteOverWhatItConverts() throws IOException {
    Path room =
        Files.writeString(
            directory.resolve("room.csv"),
            "live_id,streamer_id,start_timestamp,end_timestamp,live_content_category\n");
    Files.writeString(
        directory.resolve("click.csv"), "user_id,live_id,timestamp,watch_live_time\n");

    assertThat(convert(directory, room)).isEqualTo(2);

    assertThat(err.toString()).contains("allowed is another file than those that are converted");
    assertThat(room).content().startsWith("live_id");
  }

  private int convert(Path from, Path to) {
    return run("replay", "--format", "kuailive", from.toString(), "--out", to.toString());
  }

  private int simulate(Path file, String... more) {
    Stream<String> options =
        Stream.of("simulate", "--out", file.toString(), "--minutes", "0.5", "--streams", "3");
    return run(
        Stream.concat(Stream.concat(options, Stream.of("--rate", "50")), Stream.of(more))
            .toArray(String[]::new));
  }
}
