package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.event.Settlement;
import io.livegauge.measure.Measurement;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Settlements;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.data.WindowDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WindowOptionsTest {
  private static final long START = 1_700_000_000_000L;
  private static final Instant END = Instant.ofEpochMilli(START + 300_000 + 6 * 5_000);

  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private List<Measurement> measurements;

  @BeforeEach
  void store() throws IOException {
    measurements = StoredSessions.measurements(10, 6, 1);
    StoredSessions.writeWindows(directory.resolve("windows"), measurements);
  }

  @Test
  void shouldHoldOutTheLatestSessions() throws IOException {
    // All end at the same time; of equals the later by name are the later.
    WindowDataset data = (WindowDataset) load();
    assertThat(data.heldOutSessions())
        .extracting(session -> session.streamId())
        .containsExactly("s8", "s9");
    assertThat(data.summary().split()).isEqualTo("by stream and time: 8 to learn from, 2 held out");
    assertThat(((WindowDataset) load("--seed", "9")).heldOutSessions())
        .isEqualTo(data.heldOutSessions());
  }

  @Test
  void shouldDrawStreamsBySeed() throws IOException {
    WindowDataset data = (WindowDataset) load("--split", "stream", "--held-out", "0.4");
    assertThat(data.heldOutSessions()).hasSize(4);
    assertThat(data.summary().split()).isEqualTo("by stream, seeded: 6 to learn from, 4 held out");
    assertThat(
            ((WindowDataset) load("--split", "stream", "--held-out", "0.4", "--seed", "3"))
                .heldOutSessions())
        .isNotEqualTo(data.heldOutSessions());
  }

  @Test
  void shouldWaitUntilASessionIsSettled() throws IOException {
    assertThat(load(END.plusSeconds(24 * 3600)).summary().sessions()).isEqualTo(10);
    assertThat(run(new LoadCommand().at(END.plusSeconds(24 * 3600 - 1)))).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "the windows hold 0 ended sessions that are settled, and 10 that may still change; at"
                + " least 4 are needed");
    assertThat(load(END, "--settled-for", "0s").summary().sessions()).isEqualTo(10);
  }

  @Test
  void shouldLeaveOutYoungSessionsAndSaySo() throws IOException {
    // A later store makes the event time that counts, not the clock of long ago.
    List<Measurement> later = new ArrayList<>(measurements);
    for (Measurement each : StoredSessions.measurements(1, 6, 2)) {
      later.add(StoredSessions.shifted(each, "late", 24 * 3_600_000L));
    }
    StoredSessions.writeWindows(directory.resolve("windows"), later);
    Dataset data = load(Instant.EPOCH);
    assertThat(data.summary().sessions()).isEqualTo(10);
    assertThat(data.summary().notes())
        .contains(
            "1 session that ended less than 24h before 2023-11-15T22:18:50Z may still be settled"
                + " and is left out.");
  }

  @Test
  void shouldTakeAUsersTarget() throws IOException {
    StringBuilder csv = new StringBuilder("streamId;sessionStart;target;more\n");
    for (int i = 1; i < 9; i++) {
      csv.append("s" + i + ";" + (START + i * 1_234L) + ";" + (100 + 10 * i) + ";x\n");
    }
    csv.append("nowhere;1;5;x\n");
    Path file = Files.writeString(directory.resolve("mine.csv"), csv);
    Dataset data = load("--target", file.toString());
    assertThat(data.summary().sessions()).isEqualTo(8);
    assertThat(data.summary().notes())
        .contains(
            "2 sessions have no target and are left out.",
            "1 target is of no session that has ended and settled.");
    assertThat(data.summary().target())
        .isEqualTo("column 'target' of mine.csv, a session each; 0 is 110.0, 1 is 160.0");
    assertThat(data.summary().targetScales()).isEmpty();
    // s7 and s8 are held out and lie above what was learned from.
    assertThat(Arrays.stream(data.heldOut().targets()).distinct().toArray())
        .containsExactly(1.2, 1.4);
    assertThat(data.targetWeights()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streamId,target#x,1 | 'none of its 1 lines names a session of the windows; expected are"
            + " their streamId'",
        "streamId,goal#s1,1 | line 1: no column 'target'; expected is one; there are streamId, goal",
        "stream,target#s1,1 | line 1: no column 'streamId'; expected is one",
        "streamId,target#s1,x | line 2, column 2 (target): 'x' is not allowed; expected is a number",
        "streamId,target#s1,NaN | line 2, column 2 (target): 'NaN' is not allowed; expected is a",
        "streamId,target#s1,1e307 | line 2, column 2 (target): '1e307' is not allowed; expected is a"
            + " number from -1e12 to 1e12",
        "streamId,target# ,1 | line 2, column 1 (streamId): '' is not allowed; expected is a",
        "streamId,target#s1,1#s1,2 | line 3, column 1 (streamId): 's1' is not allowed; expected is a"
            + " session that no other line has",
        "streamId,sessionStart,target#s1,now,2 | line 2, column 2 (sessionStart): 'now' is not"
            + " allowed; expected is an epoch time in ms",
      })
  void shouldNameWhatIsWrongWithATarget(String lines, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("mine.csv"), lines.replace('#', '\n'));
    assertThat(run("--target", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("mine.csv").contains(expected);
  }

  @Test
  void shouldRefuseTargetsThatAreFewOrAllTheSame() throws IOException {
    Path file = directory.resolve("mine.csv");
    Files.writeString(file, "streamId,target\ns1,1\ns2,2\ns3,3\n");
    assertThat(run("--target", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("3 sessions have a target; at least 4 are needed");

    Files.writeString(file, "streamId,target\ns1,1\ns2,1\ns3,1\ns4,5\ns5,6\n");
    assertThat(run("--target", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("mine.csv: the target is 1.0 in all 3 training sessions; there is nothing to");
  }

  @Test
  void shouldAskWhichSessionOfAStreamATargetMeans() throws IOException {
    List<Measurement> twice = new ArrayList<>(measurements);
    for (Measurement each : StoredSessions.measurements(1, 6, 2)) {
      twice.add(StoredSessions.shifted(each, "s1", 3_600_000L));
    }
    StoredSessions.writeWindows(directory.resolve("windows"), twice);
    Path file = Files.writeString(directory.resolve("mine.csv"), "streamId,target\ns1,1\n");
    assertThat(run("--target", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "line 2, column 1 (streamId): 's1' is not allowed; expected is a stream with one"
                + " session (this one has 2), or a column sessionStart");
  }

  @Test
  void shouldWeighTheTargetByAPanel() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("panel.json"),
            "{\"format\":\"livegauge-screen/1\",\"invented\":true,"
                + "\"weights\":{\"A11\":0.25,\"A32\":0.75,\"A51\":0}}");
    Dataset data = load("--weights", file.toString());
    assertThat(data.summary().target())
        .matches(".* weights: by screen, panel.json, sha256 [0-9a-f]{64}");
    assertThat(data.summary().notes())
        .contains("The panel behind the weights of panel.json is invented.");
    assertThat(data.targetWeights()).startsWith(0.25, 0, 0).endsWith(0);
    assertThat(data.training().targets()).isNotEqualTo(load().training().targets());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"other/1\"} | format 'other/1' is not allowed; expected is livegauge-screen/1",
        "[1 | line 1, column 3: no JSON: ",
        "[1 | for Array; expected is what screen --out writes",
        "{\"format\":\"livegauge-screen/1\",\"weights\":null} | no weights; expected is a panel",
        "{\"format\":\"livegauge-screen/1\",\"weights\":{\"A99\":1}} | weights.A99 is not allowed",
        "{\"format\":\"livegauge-screen/1\",\"weights\":{\"A11\":\"x\"}} | weights.A11 is \"x\";",
        "{\"format\":\"livegauge-screen/1\",\"weights\":{\"A11\":0}} | at least one weight must be",
      })
  void shouldNameWhatIsWrongWithWeights(String json, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("panel.json"), json);
    assertThat(run("--weights", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("panel.json").contains(expected);
  }

  @Test
  void shouldJoinASurveyWithItsSessions() throws IOException {
    survey(
        "s1,7,1,7,6,5",
        "s1,7,1,7,6,5",
        "nowhere,7,1,7,6,5",
        ",6,2,6,6,5",
        "s2,9,1,7,6,5",
        "s3,1,,1,3,4");
    Dataset data = load("--survey", file("survey.csv"), "--definition", file("survey.yaml"));
    assertThat(data.summary().notes())
        .contains(
            "Survey survey.csv: 4 of 6 respondents pass the screening, 1 of them name no stream.",
            "Answers to items that ask for A11 count nowhere: the job measures these itself.",
            "1 respondent names no session of the windows, or a stream with several and not which;"
                + " their answers count nowhere.");
    // s1 gets the best answers to the three; nothing else changes but the scale of the others.
    double with = data.training().targets()[row(data, 1)];
    double without = load().training().targets()[row(data, 1)];
    assertThat(with).isNotCloseTo(without, within(1e-6));
    assertThat(data.training().inputs()).isDeepEqualTo(load().training().inputs());
    assertThat(data.summary().sha256()).isNotEqualTo(load().summary().sha256());
  }

  private static int row(Dataset data, int session) {
    for (int row = 0; row < data.training().size(); row++) {
      if (data.training().sessions()[row] == session) {
        return row;
      }
    }
    throw new AssertionError("no such session");
  }

  @Test
  void shouldCountSettledAnswersToItemsThatTheDefinitionMaps() throws IOException {
    survey("s9,4,4,4,5,5");
    List<Settlement> answers =
        List.of(
            Settlements.answer("s1", "e1", START + 900_000, null, "host_bad", 1),
            Settlements.answer("s1", "e2", START + 900_000, null, "A21_good", 5),
            Settlements.answer("s1", "e3", START + 900_000, null, "watch", 5),
            Settlements.answer("s1", "e4", START + 900_000, null, "unknown", 5));
    StoredSessions.writeSettlements(directory.resolve("settled"), answers);
    Dataset plain = load("--settlements", file("settled"));
    assertThat(plain.summary().settlements()).isZero();
    Dataset mapped =
        load(
            "--settlements",
            file("settled"),
            "--survey",
            file("survey.csv"),
            "--definition",
            file("survey.yaml"));
    assertThat(mapped.summary().settlements()).isEqualTo(2);
    assertThat(mapped.summary().settlementsIgnored()).isEqualTo(2);
  }

  @Test
  void shouldAskForTheStreamOfASurvey() throws IOException {
    survey("s1,7,1,7,6,5");
    String yaml = Files.readString(directory.resolve("survey.yaml"));
    Files.writeString(directory.resolve("survey.yaml"), yaml.replace("stream: room\n", ""));
    assertThat(run("--survey", file("survey.csv"), "--definition", file("survey.yaml")))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("survey.yaml: no key 'stream'; expected is the column of ", "survey.csv");

    Files.writeString(
        directory.resolve("survey.yaml"),
        "stream: room\nscale: {min: 1, max: 7}\nitems: [{column: watch}, {column: again}]\n");
    assertThat(run("--survey", file("survey.csv"), "--definition", file("survey.yaml")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("no item asks for A21, A22 or A23");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--group host | option --group: only together with --table",
        "--definition d | option --definition: only together with --survey",
        "--survey pom.xml | option --survey: only together with --definition",
        "--survey /nowhere --definition d | option --survey: '/nowhere' is not allowed; allowed is",
        "--weights /nowhere | option --weights: '/nowhere' is not allowed; allowed is a file",
        "--target /nowhere | option --target: '/nowhere' is not allowed; allowed is a file",
        "--target x --weights pom.xml | option --weights: not together with --target",
        "--settled-for soon | option --settled-for: 'soon' is not allowed; allowed is a duration of",
        "--settled-for 366d | option --settled-for: '366d' is not allowed; allowed is a duration of",
        "--shrink-ratios -1 | option --shrink-ratios: '-1' is not allowed; allowed is a number from 0",
        "--shrink-means x | option --shrink-means: 'x' is not allowed; allowed is a number from 0",
        "--split sideways | option --split: 'sideways' is not allowed; allowed is time or stream",
      })
  void shouldRefuseOptions(String options, String expected) {
    assertThat(run(options.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void shouldKeepOtherKappasInMind() throws IOException {
    assertThat(load().summary().settings()).isEmpty();
    assertThat(load("--shrink-ratios", "10", "--shrink-means", "5").summary().settings())
        .containsOnlyKeys("kappaRatio")
        .containsEntry("kappaRatio", 10.0);
  }

  @Test
  void shouldSayThatThereIsOneCategoryAndOneStreamOnly() throws IOException {
    List<Measurement> one = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      for (Measurement each : StoredSessions.measurements(1, 6, i)) {
        one.add(StoredSessions.shifted(each, "room", i * 3_600_000L));
      }
    }
    Path store = directory.resolve("one");
    StoredSessions.writeWindows(store, one);
    LoadCommand command = new LoadCommand();
    new CommandLine(command).execute("--windows", store.toString());
    assertThat(command.loaded().summary().notes())
        .contains(
            "One stream only, 'room': held out by time alone; the figures say nothing of other"
                + " streams.",
            "One category only, 'beauty': the figures say nothing of streams of another.");
    assertThat(
            new CommandLine(new LoadCommand())
                .setErr(new PrintWriter(err, true))
                .execute("--windows", store.toString(), "--split", "stream"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("of 6 sessions of 1 stream, the split leaves 6 to learn from and 0 held out");
  }

  private void survey(String... rows) throws IOException {
    Files.writeString(
        directory.resolve("survey.csv"),
        "room,A21_good,host_bad,game,watch,again\n" + String.join("\n", rows) + "\n");
    Files.writeString(
        directory.resolve("survey.yaml"),
        """
        stream: room
        scale: {min: 1, max: 7}
        items:
          - {column: A21_good, indicator: A21}
          - {column: host_bad, indicator: A22, reversed: true}
          - {column: game, indicator: A23}
          - {column: watch, indicator: A11}
          - {column: again}
        """);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private Dataset load(String... options) {
    return load(LoadCommand.CLOCK.instant(), options);
  }

  private Dataset load(Instant now, String... options) {
    LoadCommand command = new LoadCommand().at(now);
    assertThat(run(command, options)).as(err.toString()).isZero();
    return command.loaded();
  }

  private int run(String... options) {
    return run(new LoadCommand(), options);
  }

  private int run(LoadCommand command, String... options) {
    return new CommandLine(command)
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of("--windows", file("windows")), Stream.of(options))
                .toArray(String[]::new));
  }
}
