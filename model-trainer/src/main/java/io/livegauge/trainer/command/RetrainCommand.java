package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.SessionKey;
import io.livegauge.trainer.data.StoredData;
import io.livegauge.trainer.gate.Gate;
import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.gate.GateRules;
import io.livegauge.trainer.gate.Retraining;
import io.livegauge.trainer.gate.Retraining.Cycle;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.Publisher;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryOpener;
import io.livegauge.trainer.report.TrainingReport;
import io.livegauge.trainer.training.Epoch;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code retrain}: a new model now and then, from what was stored meanwhile. Exit status 0: it was
 * stopped, or the one cycle was done, whatever the gate decided; 1: the one cycle failed; 2: an
 * option is wrong.
 */
@Command(
    name = "retrain",
    description = {
      "Trains again and again: waits until the store has enough sessions that the last version has"
          + " not seen, trains on all that have settled, lets the gate compare the new model with"
          + " the champion on held-out sessions, registers it, and publishes it where it was"
          + " promoted. One that was refused is kept as a challenger, with the evidence.",
      "Prints one line of JSON a cycle: time, sessions, newSessions, decision (waiting, promoted,"
          + " refused, forced or failed), version, metrics, reasons, published, seconds, next."
          + " A cycle that failed is tried again at the next. Can be killed at any time, and ends"
          + " on Ctrl-C."
    })
public final class RetrainCommand extends RegistryCommand {
  private static final int MAX_SESSIONS = 1_000_000;
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  private final ModelTopic.Opener topics;
  private final Consumer<Runnable> interrupts;
  private final Pause pause;
  private final CountDownLatch isStopped = new CountDownLatch(1);

  @Mixin private StoreOptions data;

  @Mixin private NetworkOptions network;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "6h",
      description = "From the beginning of a cycle to that of the next [${DEFAULT-VALUE}].")
  private String every;

  @Option(names = "--once", description = "Ends after one cycle.")
  private boolean isOnce;

  @Option(
      names = "--min-sessions",
      paramLabel = "N",
      defaultValue = "20",
      description = "New sessions that it takes to train, 1 or more [${DEFAULT-VALUE}].")
  private String minSessions;

  @Option(
      names = "--force",
      description =
          "Promotes every model, whatever the gate says; the artifact says so under training.gate.")
  private boolean isForced;

  @Option(
      names = "--provenance",
      paramLabel = "TEXT",
      description = "Where the data come from, kept in the artifacts, 1 to 1000 characters.")
  private String provenance;

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    /**
     * Waits until the time has passed or somebody wants an end.
     *
     * @return whether somebody wants an end
     */
    boolean await(CountDownLatch end, Duration time) throws InterruptedException;

    /** By the system's clock. */
    Pause REAL = (end, time) -> end.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A loop that nothing has begun of.
   *
   * @param opener finds the registry
   * @param topics finds the topic to publish to
   * @param interrupts is told what to do where the user wants an end
   */
  public RetrainCommand(
      RegistryOpener opener, ModelTopic.Opener topics, Clock clock, Consumer<Runnable> interrupts) {
    this(opener, topics, clock, interrupts, Pause.REAL);
  }

  RetrainCommand(
      RegistryOpener opener,
      ModelTopic.Opener topics,
      Clock clock,
      Consumer<Runnable> interrupts,
      Pause pause) {
    super(opener, clock);
    this.topics = topics;
    this.interrupts = interrupts;
    this.pause = pause;
  }

  @Override
  void run() throws IOException, TrainingException {
    Duration period = values().duration("--every", every, SHORTEST_PERIOD);
    TrainingOptions options = network.options();
    Retraining.Settings settings =
        new Retraining.Settings(
            (int) values().integer("--min-sessions", minSessions, 1, MAX_SESSIONS),
            isForced,
            source(),
            this::page);
    Duration validIn = topicOptions.validIn(values());
    network.settleDevice();
    interrupts.accept(isStopped::countDown);
    try (ModelTopic topic = topicOptions.isGiven() ? topicOptions.open(values(), topics) : null) {
      Registry registry = registry();
      Publisher publisher = topic == null ? null : new Publisher(registry, topic, clock(), validIn);
      loop(
          new Retraining(
              registry,
              publisher,
              new Gate(GateRules.DEFAULTS),
              rows -> new ModelTraining(this::watch).train(rows, options),
              settings,
              clock()),
          period);
    } catch (CancellationException e) {
      line().getErr().println(name() + ": stopped; what was being trained is not registered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String source() {
    if (provenance != null
        && (provenance.isBlank() || provenance.codePointCount(0, provenance.length()) > 1000)) {
      throw values().wrong("--provenance", provenance, "1 to 1000 characters");
    }
    return provenance;
  }

  /** A model does not wait for its page: null where it cannot be drawn. */
  private byte[] page(TrainedModel trained, GateDecision decision, byte[] artifact) {
    try {
      return TrainingReport.of(trained, null).withGate(decision).html(artifact);
    } catch (RuntimeException e) {
      line().getErr().println(name() + ": no page of this training: " + e);
      return null;
    }
  }

  /** Hears of every epoch: long trainings end where the user wants an end. */
  private void watch(Epoch epoch, int epochs) {
    if (isStopped.getCount() == 0) {
      throw new CancellationException();
    }
  }

  private void loop(Retraining retraining, Duration period)
      throws IOException, TrainingException, InterruptedException {
    boolean isFirst = true;
    while (isStopped.getCount() > 0) {
      long begin = System.nanoTime();
      Instant start = clock().instant();
      ObjectNode log = JsonNodeFactory.instance.objectNode();
      log.put("time", start.truncatedTo(ChronoUnit.MILLIS).toString());
      String failure = null;
      try {
        tell(retraining.run(new Source(data.stored(network.seed(), clock()))), log);
      } catch (InputException e) {
        if (isFirst) {
          throw new CommandLine.ParameterException(line(), e.getMessage(), e);
        }
        failure = e.getMessage();
      } catch (CommandLine.ParameterException e) {
        // A wrong option is wrong from the beginning; a file may go later.
        if (isFirst) {
          throw e;
        }
        failure = e.getMessage();
      } catch (TrainingException | IOException e) {
        failure = e.getMessage();
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        // Whatever was overlooked must not end a loop that runs for months.
        e.printStackTrace(line().getErr());
        failure = e.toString();
      }
      isFirst = false;
      if (failure != null) {
        log.put("decision", "failed");
        log.put("error", failure);
      }
      Instant next = start.plus(period);
      log.put("seconds", Math.round((System.nanoTime() - begin) / 1e6) / 1000.0);
      log.put("next", isOnce ? null : next.truncatedTo(ChronoUnit.MILLIS).toString());
      line().getOut().println(log);
      line().getOut().flush();
      if (isOnce) {
        if (failure != null) {
          throw new TrainingException(failure);
        }
        return;
      }
      Duration rest = Duration.between(clock().instant(), next);
      if (pause.await(isStopped, rest.isNegative() ? Duration.ZERO : rest)) {
        return;
      }
    }
  }

  private void tell(Cycle cycle, ObjectNode log) {
    cycle.publications().forEach(sent -> sent.notes().forEach(line().getErr()::println));
    log.put("sessions", cycle.sessions());
    log.put("newSessions", cycle.newSessions());
    log.put("decision", cycle.entry() == null ? "waiting" : cycle.decision().outcome().wireName());
    if (cycle.entry() != null) {
      log.put("version", cycle.entry().version());
      log.put("comparedWith", cycle.entry().comparedWith());
      log.set("metrics", cycle.trained().metrics().toJson());
      ArrayNode reasons = log.putArray("reasons");
      cycle.decision().reasons().forEach(reasons::add);
    }
    ArrayNode published = log.putArray("published");
    cycle.publications().forEach(sent -> published.add(sent.document().version()));
    if (cycle.unsent() != null) {
      log.put("error", cycle.unsent());
    }
  }

  /** The store as it was read at the beginning of a cycle. */
  private record Source(StoredData stored) implements Retraining.Data {
    @Override
    public Collection<SessionKey> sessions() throws InputException {
      return stored.sessions();
    }

    @Override
    public Dataset dataset() throws TrainingException, InputException {
      return stored.dataset();
    }
  }
}
