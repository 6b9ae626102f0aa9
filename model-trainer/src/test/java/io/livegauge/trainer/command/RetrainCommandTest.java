package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Role;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.registry.ArtifactKind;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.Draft;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.MemoryTopic;
import io.livegauge.trainer.registry.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The loop, with a clock that goes on by itself and pauses that end at once. */
class RetrainCommandTest {
  private static final Instant START = Instant.parse("2026-11-21T17:00:00Z");

  /** Enough to learn what made-up sessions have in them, and no more. */
  private static final List<String> TRAINING =
      List.of("--epochs", "60", "--learning-rate", "0.01", "--min-sessions", "5");

  /** So little that a champion that has learned anything is better. */
  private static final String[] UNTAUGHT = {"--epochs", "1"};

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final MemoryTopic topic = new MemoryTopic();
  private final Deque<Step> steps = new ArrayDeque<>();
  private Instant now = START;
  private Runnable interrupt = () -> {};
  private Runnable onTime = () -> {};

  @TempDir private Path directory;
  private Path windows;
  private Registry registry;

  /** What happens while the loop pauses. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private final class StepClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      onTime.run();
      return now;
    }
  }

  @BeforeEach
  void makePlaces() throws IOException {
    windows = Files.createDirectories(directory.resolve("windows"));
    registry = new Registry(new DirectoryFiles(directory.resolve("registry")), new StepClock());
  }

  /** Sessions that the store did not have, told apart by the seed. */
  private void store(int sessions, int seed) throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    for (Measurement one : StoredSessions.measurements(sessions, 6, seed)) {
      measurements.add(StoredSessions.under(one.streamId() + "-" + seed, seed, one));
    }
    StoredSessions.writeWindows(windows.resolve("run-" + seed), measurements);
  }

  private int retrain(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    if (!all.contains("--windows")) {
      all.addAll(List.of("--windows", windows.toString()));
    }
    all.addAll(List.of("--registry", directory.resolve("registry").toString()));
    for (int i = 0; i < TRAINING.size(); i += 2) {
      if (!all.contains(TRAINING.get(i))) {
        all.addAll(TRAINING.subList(i, i + 2));
      }
    }
    RetrainCommand command =
        new RetrainCommand(
            location -> new DirectoryFiles(Path.of(location)),
            (bootstrap, name, properties) -> topic,
            new StepClock(),
            stop -> interrupt = stop,
            (end, time) -> {
              now = now.plus(time);
              if (steps.isEmpty()) {
                return true;
              }
              try {
                steps.removeFirst().take();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return end.getCount() == 0;
            });
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private List<JsonNode> cycles() throws IOException {
    List<JsonNode> cycles = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      cycles.add(new ObjectMapper().readTree(line));
    }
    return cycles;
  }

  private List<String> decisions() throws IOException {
    return cycles().stream().map(cycle -> cycle.path("decision").asText()).toList();
  }

  @Test
  void shouldWaitTrainRegisterAndPublish() throws Exception {
    steps.add(() -> store(30, 1));
    steps.add(() -> {});
    steps.add(() -> store(4, 2));
    steps.add(() -> store(4, 3));

    assertThat(retrain("--to", "nowhere:1", "--every", "6h", "--valid-in", "30s"))
        .as(err.toString())
        .isZero();

    assertThat(err.toString()).isEmpty();
    List<JsonNode> cycles = cycles();
    assertThat(decisions().subList(0, 4))
        .containsExactly("waiting", "promoted", "waiting", "waiting");
    assertThat(cycles.get(0).path("sessions").asInt()).isZero();
    assertThat(cycles.get(0).path("time").asText()).isEqualTo("2026-11-21T17:00:00Z");
    assertThat(cycles.get(0).path("next").asText()).isEqualTo("2026-11-21T23:00:00Z");
    JsonNode first = cycles.get(1);
    assertThat(first.path("sessions").asInt()).isEqualTo(30);
    assertThat(first.path("newSessions").asInt()).isEqualTo(30);
    assertThat(first.path("version").asInt()).isEqualTo(1);
    assertThat(first.path("metrics").path("rmse").isNumber()).isTrue();
    assertThat(first.path("reasons").path(0).asText()).contains("mean of the training targets");
    assertThat(first.path("published")).hasSize(1);
    assertThat(first.path("seconds").isNumber()).isTrue();
    assertThat(cycles.get(2).path("newSessions").asInt()).isZero();
    // Four new ones are too few; with the next four they are enough.
    assertThat(cycles.get(3).path("newSessions").asInt()).isEqualTo(4);
    assertThat(cycles.get(4).path("sessions").asInt()).isEqualTo(38);
    assertThat(cycles.get(4).path("newSessions").asInt()).isEqualTo(8);
    assertThat(cycles.get(4).path("version").asInt()).isEqualTo(2);
    assertThat(cycles.get(4).path("comparedWith").asInt()).isEqualTo(1);

    List<Entry> entries = registry.entries();
    assertThat(entries).hasSize(2);
    Entry entry = entries.get(0);
    assertThat(entry.isPromoted()).isTrue();
    assertThat(entry.gate().path("decision").asText()).isEqualTo("promoted");
    assertThat(entry.files()).containsOnlyKeys(ArtifactKind.values());
    Model sent = topic.sent.get(0);
    assertThat(sent.version()).isEqualTo(1);
    assertThat(sent.validFrom())
        .isEqualTo(START.plus(Duration.ofHours(6)).plusSeconds(30).toEpochMilli());
    assertThat(sent.training().path("gate").path("decision").asText()).isEqualTo("promoted");
  }

  @Test
  void shouldKeepWhatIsRefusedAsAChallenger() throws Exception {
    store(30, 1);
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();
    store(10, 2);
    assertThat(retrain("--once", "--to", "nowhere:1", UNTAUGHT[0], UNTAUGHT[1])).isZero();

    assertThat(decisions()).containsExactly("promoted", "refused");
    JsonNode refused = cycles().get(1);
    assertThat(refused.path("next").isNull()).isTrue();
    assertThat(refused.path("published")).isEmpty();
    assertThat(refused.path("reasons").path(0).asText()).contains("the champion (version 1)");
    Entry entry = registry.entries().get(1);
    assertThat(entry.role()).isEqualTo(Role.CHALLENGER);
    assertThat(registry.model(2).role()).isEqualTo(Role.CHALLENGER);
    assertThat(entry.gate().path("decision").asText()).isEqualTo("refused");
    assertThat(registry.current().orElseThrow().version()).isEqualTo(1);
    assertThat(topic.sent).hasSize(1);

    // Its sessions have been seen: nothing is trained on them again.
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();
    assertThat(decisions()).last().isEqualTo("waiting");
  }

  @Test
  void shouldSayThatItWasForced() throws Exception {
    store(30, 1);
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();
    store(10, 2);
    assertThat(retrain("--once", "--force", "--to", "nowhere:1", UNTAUGHT[0], UNTAUGHT[1]))
        .isZero();

    assertThat(decisions()).containsExactly("promoted", "forced");
    assertThat(registry.current().orElseThrow().version()).isEqualTo(2);
    JsonNode gate = topic.sent.get(1).training().path("gate");
    assertThat(gate.path("decision").asText()).isEqualTo("forced");
    assertThat(gate.path("reasons").toString()).contains("because that was forced");
  }

  @Test
  void shouldSendLaterWhatKafkaDidNotTake() throws Exception {
    store(30, 1);
    topic.refuses = true;
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();
    assertThat(cycles().get(0).path("decision").asText()).isEqualTo("promoted");
    assertThat(cycles().get(0).path("published")).isEmpty();
    assertThat(cycles().get(0).path("error").asText()).contains("not acknowledged");

    topic.refuses = false;
    now = now.plus(Duration.ofHours(3));
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();

    assertThat(decisions()).last().isEqualTo("waiting");
    assertThat(cycles().get(1).path("published")).hasSize(1);
    // The document of the first try, and it is not sent a third time.
    assertThat(topic.sent.get(0).validFrom()).isEqualTo(START.plusSeconds(30).toEpochMilli());
    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();
    assertThat(topic.sent).hasSize(1);
  }

  @Test
  void shouldNotPublishTheModelThatOthersImported() throws Exception {
    Model base = StoredSessions.base();
    registry.register(
        (version, current) -> Draft.of(ModelWriter.of(base).version(version).write(), true));

    assertThat(retrain("--once", "--to", "nowhere:1")).isZero();

    assertThat(topic.sent).isEmpty();
  }

  @Test
  void shouldGoOnAfterAnErrorAndRepairIt() throws Exception {
    store(30, 1);
    Path damaged = Files.writeString(windows.resolve("part-9.avro"), "no Avro");
    steps.add(() -> Files.delete(damaged));
    steps.add(() -> topic.isAway = true);

    assertThat(retrain("--to", "nowhere:1")).isZero();

    assertThat(decisions()).containsExactly("failed", "promoted", "failed");
    assertThat(cycles().get(0).path("error").asText()).contains("part-9.avro holds neither");
    assertThat(cycles().get(2).path("error").asText()).contains("no Kafka answers");
  }

  @Test
  void shouldGoOnAfterWhatNobodyExpected() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    onTime =
        () -> {
          // The second to ask is whoever reads the store.
          if (asked.incrementAndGet() == 2) {
            throw new IllegalStateException("unexpected");
          }
        };
    steps.add(() -> {});

    assertThat(retrain()).isZero();

    assertThat(decisions()).containsExactly("failed", "waiting");
    assertThat(cycles().get(0).path("error").asText()).contains("unexpected");
    assertThat(err.toString()).contains("IllegalStateException");
  }

  @Test
  void shouldFailWhereItsOneCycleFails() throws Exception {
    Files.writeString(windows.resolve("part-9.avro"), "no Avro");

    assertThat(retrain("--once")).isEqualTo(1);

    assertThat(decisions()).containsExactly("failed");
    assertThat(err.toString()).contains("part-9.avro holds neither");
  }

  @Test
  void shouldEndWhereTheUserWantsIt() throws Exception {
    steps.add(() -> interrupt.run());

    assertThat(retrain()).isZero();

    assertThat(decisions()).containsExactly("waiting");
  }

  @Test
  void shouldRegisterNothingWhereItIsStoppedWhileItTrains() throws Exception {
    store(30, 1);
    // The store asks for the time when it is read, which is just before the training.
    onTime = () -> interrupt.run();

    assertThat(retrain("--once", "--epochs", "100000")).isZero();

    assertThat(err.toString()).contains("stopped; what was being trained is not registered");
    assertThat(registry.entries()).isEmpty();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldNotTrainOnWhatWasTrainedWithoutAListOfSessions() throws Exception {
    store(30, 1);
    assertThat(retrain("--once")).isZero();
    Model trained = registry.model(1);
    Registry other = new Registry(new DirectoryFiles(directory.resolve("other")), new StepClock());
    other.register(
        (version, current) ->
            Draft.of(ModelWriter.of(trained).version(version).role(Role.CHAMPION).write(), true));
    out.getBuffer().setLength(0);

    Files.move(directory.resolve("registry"), directory.resolve("moved"));
    Files.move(directory.resolve("other"), directory.resolve("registry"));
    assertThat(retrain("--once")).isZero();

    assertThat(decisions()).containsExactly("waiting");
  }

  @ParameterizedTest
  @CsvSource({
    "--every, 0s, 'a duration of 1s to 365d'",
    "--every, 1w, 'a duration of 1s to 365d'",
    "--min-sessions, 0, an integer from 1 to 1000000",
    "--windows, /no/such/place, a directory of Avro files",
    "--epochs, 0, an integer from 1 to 100000",
    "--valid-in, later, 'a duration of 0s to 365d'",
    "--provenance, ' ', 1 to 1000 characters",
    "--settled-for, x, 'a duration of 0s to 365d'",
  })
  void shouldNameOptionValueAndWhatIsAllowed(String option, String value, String allowed) {
    assertThat(retrain(option, value)).isEqualTo(2);
    assertThat(err.toString())
        .contains("option " + option + ": '" + value + "' is not allowed; allowed is " + allowed);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseATable() throws IOException {
    Path table = Files.writeString(directory.resolve("table.csv"), "A11\n1\n");

    assertThat(retrain("--once", "--table", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown option", "--table");
  }

  @Test
  void shouldAskForWindowsAlone() {
    RetrainCommand command =
        new RetrainCommand(
            location -> new DirectoryFiles(directory), null, new StepClock(), stop -> {});

    assertThat(new CommandLine(command).setErr(new PrintWriter(err, true)).execute("--once"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("option --windows: it is needed").doesNotContain("--table");
  }

  @Test
  void shouldHelp() {
    assertThat(retrain("--help")).isZero();
    assertThat(out.toString())
        .contains("--every", "--min-sessions", "--registry", "--to", "--target", "--split")
        .doesNotContain("table", "--group");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }
}
