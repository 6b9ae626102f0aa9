package io.livegauge.trainer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
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
    ModelTraining.Request request = request();
    PrintWriter err = spec.commandLine().getErr();
    Artifact artifact;
    try {
      artifact = new ModelTraining(clock, progress(err)).train(request);
      write(artifact.bytes());
    } catch (TrainingException e) {
      err.println("livegauge train: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (artifact.settlements() == 0) {
      err.println("No settlement found: sessions count as their last windows left them.");
      err.flush();
    }
    PrintWriter standard = spec.commandLine().getOut();
    standard.println(summary(artifact, (System.nanoTime() - start) / 1e9));
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private ModelTraining.Request request() {
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
    TrainingOptions options =
        new TrainingOptions(
            values.integer("--seed", seed, 0, MAX_INTEGER),
            (int) values.integer("--epochs", epochs, 1, 100_000),
            (int) values.integer("--batch", batch, 1, 1_000_000),
            values.positive("--learning-rate", learningRate, 1),
            (int) values.integer("--hidden", hidden, 1, 1_000));
    return new ModelTraining.Request(
        windows,
        settlements,
        options,
        TargetWeights.equal(),
        "equal over groups and within them",
        values.integer("--version", version, 1, MAX_INTEGER),
        validFrom == null ? null : values.integer("--valid-from", validFrom, 0, MAX_INTEGER),
        provenance);
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

  private static String summary(Artifact artifact, double seconds) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", artifact.rows());
    node.put("sessions", artifact.sessions());
    node.put("sessionsHeldOut", artifact.sessionsHeldOut());
    node.put("settlements", artifact.settlements());
    node.put("settlementsIgnored", artifact.settlementsIgnored());
    node.set("metrics", artifact.metrics().toJson());
    node.put("version", artifact.version());
    node.put("sha256", artifact.sha256());
    node.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return node.toString();
  }
}
