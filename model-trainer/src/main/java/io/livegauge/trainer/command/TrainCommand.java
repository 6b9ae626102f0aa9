package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Role;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code train}: from stored windows to a model artifact.
 *
 * <p>Progress goes to the error stream; the last line of the output is JSON. Exit status 0: the
 * artifact is written, whole; 1: training failed; 2: an option is wrong. Unless it is 0, nothing is
 * written.
 */
@Command(
    name = "train",
    description = {
      "Trains a model from stored windows and writes it as an artifact.",
      "The target of every window is the performance that its session reached when everything was"
          + " settled; sessions, not windows, are held out to measure by.",
      "The last line of the output is JSON: rows, sessions, metrics, version, sha256, seconds."
    })
public final class TrainCommand implements Callable<Integer> {
  /** Larger integers are not exact in every JSON reader. */
  private static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int PROGRESS_LINES = 10;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = "--windows",
      required = true,
      paramLabel = "DIR",
      description =
          "The window store: a directory of Avro files, at any depth. Settlements in it count too.")
  private Path windows;

  @Option(
      names = "--settlements",
      paramLabel = "DIR",
      description =
          "Settlements that lie elsewhere: refunds, ratings and answers that came after the end.")
  private Path settlements;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the artifact goes; replaced as a whole.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of split, weights and order of rows, 0 or more [${DEFAULT-VALUE}].")
  private String seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Passes over the rows, 1 to 100000 [${DEFAULT-VALUE}].")
  private String epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rows a step, 1 to 1000000 [${DEFAULT-VALUE}].")
  private String batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.001",
      description = "Of Adam, above 0, up to 1 [${DEFAULT-VALUE}].")
  private String learningRate;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "5",
      description = "Hidden neurons, 1 to 1000 [${DEFAULT-VALUE}].")
  private String hidden;

  @Option(
      names = "--version",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the model, 1 or more; a higher one replaces a lower [${DEFAULT-VALUE}].")
  private String version;

  @Option(
      names = "--valid-from",
      paramLabel = "T",
      description = "Event time in epoch ms from which on it scores; always where not given.")
  private String validFrom;

  @Option(
      names = "--provenance",
      paramLabel = "TEXT",
      description = "Where the data come from, kept in the artifact, 1 to 1000 characters.")
  private String provenance;

  /** Dates artifacts by the system's clock. */
  public TrainCommand() {
    this(Clock.systemUTC());
  }

  /** Dates artifacts by another clock. */
  public TrainCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    TrainingOptions options = options();
    long number =
        new OptionValues(spec.commandLine()).integer("--version", version, 1, MAX_INTEGER);
    Long from =
        validFrom == null
            ? null
            : new OptionValues(spec.commandLine())
                .integer("--valid-from", validFrom, 0, MAX_INTEGER);
    PrintWriter err = spec.commandLine().getErr();
    TrainedModel trained;
    byte[] artifact;
    try {
      Dataset data =
          WindowDataset.of(
              WindowStore.read(
                  settlements == null ? List.of(windows) : List.of(windows, settlements)),
              TargetWeights.equal(),
              "equal over groups and within them",
              ScoringOptions.DEFAULTS,
              options.seed());
      trained = new ModelTraining(progress(err)).train(data, options);
      artifact =
          trained.artifact(
              new Release(number, clock.instant(), from, Role.CHAMPION, provenance, null));
      write(artifact);
    } catch (TrainingException e) {
      err.println("livegauge train: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    trained.data().summary().notes().forEach(err::println);
    err.flush();
    PrintWriter standard = spec.commandLine().getOut();
    standard.println(summary(trained, artifact, (System.nanoTime() - start) / 1e9));
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private TrainingOptions options() {
    OptionValues values = new OptionValues(spec.commandLine());
    if (!Files.isDirectory(windows)) {
      throw values.wrong("--windows", windows, "a directory of Avro files");
    }
    if (settlements != null && !Files.isDirectory(settlements)) {
      throw values.wrong("--settlements", settlements, "a directory of Avro files");
    }
    Path directory = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out) || directory == null || !Files.isWritable(directory)) {
      throw values.wrong("--out", out, "a file in a directory that exists and can be written to");
    }
    if (provenance != null
        && (provenance.isBlank() || provenance.codePointCount(0, provenance.length()) > 1000)) {
      throw values.wrong("--provenance", provenance, "1 to 1000 characters");
    }
    return new TrainingOptions(
        values.integer("--seed", seed, 0, MAX_INTEGER),
        (int) values.integer("--epochs", epochs, 1, 100_000),
        (int) values.integer("--batch", batch, 1, 1_000_000),
        values.positive("--learning-rate", learningRate, 1),
        (int) values.integer("--hidden", hidden, 1, 1_000));
  }

  private static NetworkTrainer.Progress progress(PrintWriter err) {
    return (epoch, epochs, rmse) -> {
      int every = Math.max(1, epochs / PROGRESS_LINES);
      if (epoch % every == 0 || epoch == epochs) {
        err.printf(Locale.ROOT, "epoch %d of %d: training rmse %.4f%n", epoch, epochs, rmse);
        err.flush();
      }
    };
  }

  /** Beside the target first, then in its place: nobody ever sees half an artifact. */
  private void write(byte[] bytes) throws TrainingException {
    Path target = out.toAbsolutePath();
    Path temporary = null;
    try {
      temporary = Files.createTempFile(target.getParent(), ".model", ".tmp");
      Files.write(temporary, bytes);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrainingException("the artifact cannot be written to " + out + ": " + e, e);
    } finally {
      discard(temporary);
    }
  }

  private static void discard(Path temporary) {
    if (temporary != null) {
      temporary.toFile().delete();
    }
  }

  private static String summary(TrainedModel trained, byte[] artifact, double seconds) {
    DataSummary data = trained.data().summary();
    Model model = ((ModelResult.Valid) ModelReader.read(artifact)).model();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", data.rows());
    node.put("sessions", data.sessions());
    node.put("sessionsHeldOut", data.sessionsHeldOut());
    node.put("settlements", data.settlements());
    node.put("settlementsIgnored", data.settlementsIgnored());
    node.set("metrics", trained.metrics().toJson());
    node.put("version", model.version());
    node.put("sha256", model.sha256());
    node.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return node.toString();
  }
}
