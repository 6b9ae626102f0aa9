package io.livegauge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.BackfillArguments;
import io.livegauge.local.ChildJvm;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.Submissions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new model for the running job, made while it runs, by commands in other JVMs, one after the
 * other: {@code simulate} makes a history of ended rooms; {@code backfill} takes it down the job's
 * own road into a window store; {@code retrain} trains on it, asks the gate, and publishes what the
 * gate lets through. What comes of it never decides how the demo ends.
 */
final class Refit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refit.class);

  /** Longer than that nobody waits for it. */
  private static final long LIMIT_SECONDS = 300;

  private static final long JOIN_MILLIS = 30_000;
  private static final int ERROR_LINES = 3;
  private static final int ROOMS = 24;

  /** Records a second and room. */
  private static final double MOST_RATE = 5;

  private final DemoSettings settings;
  private final Path directory;
  private final Child command;
  private final String bootstrap;
  private final String prefix;
  private final byte[] base;
  private final Thread thread = new Thread(this::run, "refit");

  private State state = new State("waiting for the first scores", null);
  private boolean isStarted;
  private boolean isStopped;
  private Process child;

  /** Starts a command in a process of its own. */
  @FunctionalInterface
  interface Child {
    /**
     * The process.
     *
     * @param errors file for what goes to its error stream
     */
    Process start(List<String> arguments, Path errors) throws IOException;
  }

  /**
   * How it stands.
   *
   * @param text in a few words
   * @param result what came of it, null until then: {@code decision} (promoted, refused, failed,
   *     stopped), {@code version} where one was registered, {@code reasons}, {@code seconds}
   */
  record State(String text, ObjectNode result) {}

  /**
   * Begins nothing yet.
   *
   * @param directory where everything goes
   * @param base the model that the job began with
   */
  Refit(
      DemoSettings settings,
      Path directory,
      String bootstrap,
      String prefix,
      byte[] base,
      Child command) {
    this.settings = settings;
    this.directory = directory;
    this.bootstrap = bootstrap;
    this.prefix = prefix;
    this.base = base.clone();
    this.command = command;
    thread.setDaemon(true);
  }

  /** On a history of its own, in other JVMs. */
  static Refit of(
      DemoSettings settings, Path directory, String bootstrap, String prefix, byte[] base) {
    return new Refit(settings, directory, bootstrap, prefix, base, ChildJvm::start);
  }

  /** Begins, if it has not begun. */
  synchronized void start() {
    if (!isStarted && !isStopped) {
      isStarted = true;
      thread.start();
    }
  }

  synchronized State state() {
    return state;
  }

  private synchronized void set(String text) {
    state = new State(text, null);
  }

  private synchronized void end(ObjectNode result) {
    if (state.result() == null) {
      state = new State(inWords(result), result);
    }
  }

  private static String inWords(ObjectNode result) {
    String version = result.path("version").asText();
    String decision =
        switch (result.path("decision").asText()) {
          case "promoted" -> "promoted as version " + version;
          case "refused" -> "refused, kept as challenger " + version;
          case "stopped" -> "not finished when the demo was stopped";
          default -> "failed";
        };
    String reason = result.path("reasons").path(0).asText();
    return reason.isEmpty() ? decision + "." : decision + ". " + reason;
  }

  private void run() {
    long start = System.nanoTime();
    try {
      set("backfilling " + ROOMS + " rooms that have ended, in another JVM");
      Files.createDirectories(directory);
      Path events = directory.resolve("events.jsonl");
      Path store = directory.resolve("store");
      if (!went(run(history(events)))
          || !went(run(BackfillArguments.of(events, store, settings.jobOptions())))) {
        return;
      }
      Path registry = directory.resolve("registry");
      seed(registry);
      set("training on these rooms, in another JVM");
      end(decided(run(retrain(store.resolve("windows"), registry)), start));
    } catch (Exception e) {
      LOG.warn("The refit failed", e);
      end(result("failed", List.of(String.valueOf(e.getMessage()))));
    }
  }

  /** The model that scores becomes version 1, which the new one has to beat. */
  private void seed(Path place) throws IOException, TrainingException {
    Model model = ((ModelResult.Valid) ModelReader.read(base)).model();
    Registry registry = new Registry(new DirectoryFiles(place), Clock.systemUTC());
    registry.register(Submissions.imported(model, "the demo's first model", true));
  }

  /**
   * What came of another JVM.
   *
   * @param lastLine of its output
   * @param errors the last lines of its error stream
   */
  private record Ended(int status, String lastLine, List<String> errors) {
    boolean isWell() {
      return status == 0;
    }

    List<String> reasons() {
      List<String> reasons = new ArrayList<>(List.of("exit status " + status));
      reasons.addAll(errors);
      return reasons;
    }
  }

  /** Whether it did; if not, that is what comes of it all. */
  private boolean went(Ended process) {
    if (!process.isWell()) {
      end(result("failed", process.reasons()));
    }
    return process.isWell();
  }

  private Ended run(List<String> arguments) throws IOException, InterruptedException {
    Path errors = directory.resolve(arguments.get(0) + ".err");
    Process process;
    synchronized (this) {
      if (isStopped) {
        throw new InterruptedException("the demo was stopped");
      }
      process = command.start(arguments, errors);
      child = process;
    }
    String last = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
    return new Ended(
        process.waitFor(), last, said.subList(Math.max(0, said.size() - ERROR_LINES), said.size()));
  }

  private static ObjectNode decided(Ended retrain, long start) throws IOException {
    JsonNode json =
        retrain.lastLine().startsWith("{")
            ? new ObjectMapper().readTree(retrain.lastLine())
            : JsonNodeFactory.instance.objectNode();
    if (!retrain.isWell() || !json.path("decision").isTextual()) {
      return result("failed", retrain.reasons());
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("decision", json.path("decision").asText());
    result.set("version", json.path("version"));
    result.set("reasons", json.path("reasons"));
    result.put("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    return result;
  }

  /**
   * Rooms of 2023, so that whatever was to settle them has come; equal for equal settings, as busy
   * as the demo's, if those are not busier than it takes to tell good rooms from bad ones.
   */
  private List<String> history(Path file) {
    double rate = Math.min(MOST_RATE, settings.ratePerSecond() / settings.streams());
    return List.of(
        "simulate",
        "--out",
        file.toString(),
        "--seed",
        Long.toString(settings.seed()),
        "--streams",
        Integer.toString(ROOMS),
        "--rate",
        BigDecimal.valueOf(ROOMS * rate).setScale(3, RoundingMode.HALF_UP).toPlainString(),
        "--minutes",
        "20",
        "--start-time",
        "1700000000000");
  }

  private List<String> retrain(Path store, Path registry) {
    return List.of(
        "retrain",
        "--once",
        "--windows",
        store.toString(),
        "--registry",
        registry.toString(),
        "--to",
        bootstrap,
        "--topic-prefix",
        prefix,
        "--min-sessions",
        "1",
        // Fewer and larger steps than the study's: nobody watches a demo for minutes.
        "--batch",
        "100",
        "--learning-rate",
        "0.005");
  }

  private static ObjectNode result(String decision, List<String> reasons) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("decision", decision);
    ArrayNode texts = result.putArray("reasons");
    reasons.forEach(texts::add);
    return result;
  }

  /** Ends it where it takes too long. To be called now and then. */
  synchronized void check(long secondsOfDemo) {
    if (state.result() == null && isStarted && secondsOfDemo > LIMIT_SECONDS) {
      end(result("failed", List.of("not done within " + LIMIT_SECONDS + " s")));
      kill();
    }
  }

  /** Ends it, finished or not. */
  synchronized void stop() {
    end(result("stopped", List.of()));
    kill();
  }

  /** Ends the other JVM at once, and lets none follow. Any thread may call it. */
  synchronized void kill() {
    isStopped = true;
    if (child != null) {
      child.destroyForcibly();
    }
  }

  /** Ends it and waits until nothing of it runs. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
