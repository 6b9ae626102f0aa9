package io.livegauge.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.job.LiveJob;
import io.livegauge.job.LocalPaths;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.scoring.BaseModel;
import io.livegauge.local.Book;
import io.livegauge.local.LocalCluster;
import io.livegauge.local.RunningJob;
import io.livegauge.local.ScratchDirectory;
import io.livegauge.local.Terminal;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Broker, job and simulator in one process, until it is stopped. It ends well only where every
 * record that the simulator produced is accounted for.
 *
 * <p>The last line of its output is JSON: {@code produced}; {@code read}, {@code accepted}, {@code
 * rejected} by reason, {@code settlements}, {@code scores} and {@code sessions} as the job counted
 * them; {@code eventToScoreMillis}, from the end of a slice to the moment when a Kafka client gets
 * its score record, percentiles over all of them (so the out-of-orderness bound is part of it);
 * {@code modelVersion}; {@code firstScoreSeconds} from the start of the JVM; {@code refit}, what
 * came of the new model, null where none was to be made; {@code seconds} of simulation; {@code
 * balanced}.
 */
public final class Demo {
  private static final int PARTITIONS = 2;
  private static final long DRAW_MILLIS = 500;

  /** The book is asked for more often than anybody can read it, and less often than it costs. */
  private static final long BOOK_MILLIS = 500;

  /** After the last record: out-of-orderness, a slice, a checkpoint, a slow machine. */
  private static final long SETTLE_MILLIS = 45_000;

  private static final String SIMULATING = "simulating   Ctrl-C stops";
  private static final String SETTLING = "settling the book   Ctrl-C ends at once";

  private static final double P50 = 50;
  private static final double P99 = 99;

  private final DemoSettings settings;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Display display;
  private final CountDownLatch isStopped = new CountDownLatch(1);
  private final Scoreboard scoreboard = new Scoreboard();
  private volatile Refit refit;
  private Screens screens;

  private Demo(DemoSettings settings, PrintWriter out, PrintWriter err, Display display) {
    this.settings = settings;
    this.out = out;
    this.err = err;
    this.display = display;
  }

  /** A demo that draws a table. */
  public static Demo onTerminal(DemoSettings settings, PrintWriter out, PrintWriter err) {
    Glyphs glyphs =
        Terminal.charset().equals(StandardCharsets.UTF_8) ? Glyphs.UNICODE : Glyphs.ASCII;
    return new Demo(settings, out, err, new TableDisplay(out, Terminal::size, glyphs));
  }

  /** A demo that prints a line now and then. */
  public static Demo inLines(DemoSettings settings, PrintWriter out, PrintWriter err) {
    return new Demo(settings, out, err, new LineDisplay(out));
  }

  /** Ends the simulation; {@link #run} then brings everything to an end. Any thread may call it. */
  public void stop() {
    isStopped.countDown();
  }

  /** Gives the terminal back before the process ends at once. Any thread may call it. */
  public void abandon() {
    Refit running = refit;
    if (running != null) {
      running.kill();
    }
    display.abandon();
  }

  /**
   * Runs the demo.
   *
   * @return exit status: 0 where the law of bookkeeping holds, else 1
   */
  public int run() throws Exception {
    try (ScratchDirectory scratch = new ScratchDirectory("livegauge-demo-");
        EmbeddedKafka kafka = EmbeddedKafka.in(scratch.path().resolve("kafka"))) {
      display.say("Starting Kafka ...");
      kafka.start();
      String bootstrap = kafka.bootstrapServers();
      JobConfig config = JobConfig.of(jobOptions(bootstrap, scratch.path()));
      String prefix = config.get(JobOptions.TOPIC_PREFIX);
      LiveTopics.create(bootstrap, prefix, PARTITIONS);
      display.say("Kafka is at " + bootstrap + " (topics " + prefix + "*). Starting the job ...");
      int parallelism = config.get(JobOptions.PARALLELISM).intValue();
      RunningJob job =
          new RunningJob(
              LiveJob.start(
                  LocalCluster.environment(parallelism, scratch.path(), settings.metricsPort()),
                  config));
      try (ScoreReader reader = new ScoreReader(bootstrap, prefix, scoreboard);
          Feed feed = new Feed(settings, bootstrap, prefix);
          Refit made =
              Refit.of(
                  settings,
                  scratch.path().resolve("refit"),
                  bootstrap,
                  prefix,
                  BaseModel.load(config.find(JobOptions.MODEL)))) {
        refit = settings.refits() ? made : null;
        reader.start();
        job.awaitRunning();
        display.say("The job runs. Simulating " + settings.streams() + " streams ...");
        return conduct(bootstrap, prefix, job, feed);
      } finally {
        display.close();
        if (screens != null) {
          screens.close();
        }
        job.cancel();
      }
    }
  }

  private Map<String, String> jobOptions(String bootstrap, Path scratch) {
    Map<String, String> options = LocalCluster.jobOptions(settings.jobOptions());
    options.put(JobOptions.BOOTSTRAP.name(), bootstrap);
    options.put(JobOptions.CHECKPOINTS.name(), LocalPaths.toFlink(scratch.resolve("checkpoints")));
    options.put(JobOptions.START.name(), "earliest");
    return options;
  }

  private int conduct(String bootstrap, String prefix, RunningJob job, Feed feed) throws Exception {
    long start = System.nanoTime();
    feed.start();
    showScreens(bootstrap, prefix);
    Book book = job.book();
    while (!isStopped.await(DRAW_MILLIS, TimeUnit.MILLISECONDS)
        && !feed.isOver()
        && (settings.seconds() == null || seconds(start) < settings.seconds())) {
      job.check();
      book = job.book();
      refit(seconds(start));
      show(bootstrap, seconds(start), SIMULATING, feed.produced(), book);
    }
    long seconds = seconds(start);
    display.say("Stopping: waiting until every record is accounted for ...");
    if (refit != null) {
      refit.stop();
    }
    feed.close();
    long produced = feed.produced();

    // Time goes on in quiet partitions, so the last slices close by themselves.
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
    CountDownLatch never = new CountDownLatch(1);
    while (!isSettled(book, produced) && System.nanoTime() < deadline) {
      job.check();
      book = job.book();
      show(bootstrap, seconds(start), SETTLING, produced, book);
      never.await(BOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    List<String> differences = book.differences(produced);
    display.close();
    out.println(report(produced, seconds, book, differences.isEmpty()));
    out.flush();
    if (differences.isEmpty()) {
      return 0;
    }
    err.println("The book does not balance: " + String.join("; ", differences) + ".");
    err.flush();
    return 1;
  }

  /** They start when records are on their way: the first score takes seconds from there anyway. */
  private void showScreens(String bootstrap, String prefix) throws IOException {
    try {
      screens = Screens.start(settings.port(), bootstrap, prefix);
    } catch (BindException e) {
      if (settings.port() != null) {
        throw new IOException(
            "the screens cannot listen at port " + settings.port() + ": " + e.getMessage(), e);
      }
      display.say("There are no screens: " + e.getMessage());
      return;
    }
    display.say(
        (settings.port() == null && !screens.areAtDefault()
                ? "Port " + DashboardOptions.DEFAULT_PORT + " is taken: the"
                : "The")
            + " screens are at "
            + screens.address());
  }

  /** It begins when the rooms are seen to be scored: nothing shall keep the first score back. */
  private void refit(long seconds) {
    if (refit != null && scoreboard.scores() > 0) {
      refit.start();
      refit.check(seconds);
    }
  }

  private boolean isSettled(Book book, long produced) {
    return book.differences(produced).isEmpty() && scoreboard.scores() >= book.scores();
  }

  private void show(String bootstrap, long seconds, String phase, long produced, Book book) {
    display.show(
        new Display.View(
            bootstrap,
            screens == null ? null : screens.address(),
            seconds,
            phase,
            produced,
            book.read(),
            book.accepted(),
            book.rejected(),
            scoreboard.scores(),
            scoreboard.latencyMillis(P99),
            scoreboard.modelVersion(),
            refit == null ? null : refit.state().text(),
            scoreboard.rows()));
  }

  private String report(long produced, long seconds, Book book, boolean isBalanced) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("produced", produced);
    book.writeTo(json);
    ObjectNode latency = json.putObject("eventToScoreMillis");
    latency.put("p50", scoreboard.latencyMillis(P50));
    latency.put("p99", scoreboard.latencyMillis(P99));
    json.put("modelVersion", scoreboard.modelVersion());
    json.put("firstScoreSeconds", firstScoreSeconds());
    json.set("refit", refit == null ? null : refit.state().result());
    json.put("dashboard", screens == null ? null : screens.address());
    json.put("seconds", seconds);
    json.put("balanced", isBalanced);
    return json.toString();
  }

  private Double firstScoreSeconds() {
    long first = scoreboard.firstAtMillis();
    if (first < 0) {
      return null;
    }
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (first - started) / 1000.0;
  }

  private static long seconds(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
  }
}
