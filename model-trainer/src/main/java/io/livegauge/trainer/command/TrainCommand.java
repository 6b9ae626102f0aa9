package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.evaluation.SessionCourse;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.io.WholeFiles;
import io.livegauge.trainer.report.TrainingReport;
import io.livegauge.trainer.survey.SurveySummary;
import io.livegauge.trainer.training.HiddenSearch;
import io.livegauge.trainer.training.ModelTraining;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Trains a model from stored windows or a table, and writes it as an artifact.",
      "The target of a window is the performance that its session reached when everything was"
          + " settled, or a user's own. Whole sessions are held out to measure by, never windows.",
      "The last line of the output is JSON: rows, sessions, metrics, the course of held-out"
          + " sessions, version, sha256, seconds."
    })
public final class TrainCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Mixin private DataOptions data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the artifact goes; replaced as a whole.")
  private Path out;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--search",
      description =
          "Find the hidden size first, among round(sqrt(14 + 1)) + 1 to 10, by cross-validation in"
              + " five folds of the training sessions.")
  private boolean isSearching;

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

  @Mixin private ReportOptions report;

  /** Dates artifacts by the system's clock. */
  public TrainCommand() {
    this(Clock.systemUTC());
  }

  /** Dates artifacts by another clock. */
  public TrainCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    TrainingOptions options = options();
    Release release = release(options);
    TrainedModel trained;
    byte[] artifact;
    try {
      SurveySummary survey = report.isAsked() ? data.surveySummary() : null;
      network.settleDevice();
      trained = train(data.load(options.seed(), clock), options);
      artifact = trained.artifact(release);
      write(
          artifact,
          report.measured(
              trained, survey, new ContestProgress(spec.commandLine().getErr(), System::nanoTime)));
    } catch (TrainingException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("livegauge train: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    SessionCourse course = trained.sessionCourse();
    PrintWriter standard = spec.commandLine().getOut();
    TrainingText.print(trained, course, standard);
    if (report.isAsked()) {
      standard.println("Page: " + report.file());
    }
    standard.println(summary(trained, course, artifact, (System.nanoTime() - start) / 1e9));
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private TrainingOptions options() {
    if (isSearching && network.hasHidden()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "option --search: not together with --hidden, which it finds");
    }
    return network.options();
  }

  private TrainedModel train(Dataset rows, TrainingOptions options) throws TrainingException {
    PrintWriter err = spec.commandLine().getErr();
    TrainingProgress progress = new TrainingProgress(err, options.learningRate(), System::nanoTime);
    try {
      if (!isSearching) {
        return new ModelTraining(progress).train(rows, options);
      }
      HiddenSearch search = HiddenSearch.of(rows, options, progress);
      TrainingText.print(search, err);
      progress.begin();
      return new ModelTraining(progress)
          .train(rows, options.withHidden(search.chosen()))
          .foundBy(search);
    } finally {
      progress.end();
    }
  }

  private Release release(TrainingOptions options) {
    OptionValues values = new OptionValues(spec.commandLine());
    Path directory = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out) || directory == null || !Files.isWritable(directory)) {
      throw values.wrong("--out", out, "a file in a directory that exists and can be written to");
    }
    data.refuseOutput("--out", out);
    data.refuseOutput("--report", report.file());
    if (provenance != null
        && (provenance.isBlank() || provenance.codePointCount(0, provenance.length()) > 1000)) {
      throw values.wrong("--provenance", provenance, "1 to 1000 characters");
    }
    report.check(out, options);
    return new Release(
        values.integer("--version", version, 1, NetworkOptions.MAX_INTEGER),
        clock.instant(),
        validFrom == null
            ? null
            : values.integer("--valid-from", validFrom, 0, NetworkOptions.MAX_INTEGER),
        Role.CHAMPION,
        provenance,
        null);
  }

  /** Both or nothing. */
  private void write(byte[] artifact, TrainingReport told) throws TrainingException {
    Map<Path, byte[]> files = report.files(out, artifact, told);
    try {
      WholeFiles.write(files);
    } catch (IOException e) {
      throw new TrainingException(files.keySet() + " cannot be written: " + e, e);
    }
  }

  private static String summary(
      TrainedModel trained, SessionCourse course, byte[] artifact, double seconds) {
    DataSummary data = trained.data().summary();
    Model model = ((ModelResult.Valid) ModelReader.read(artifact)).model();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", data.rows());
    node.put("sessions", data.sessions());
    node.put("sessionsHeldOut", data.sessionsHeldOut());
    node.put("settlements", data.settlements());
    node.put("settlementsIgnored", data.settlementsIgnored());
    node.put("epochs", trained.course().size());
    node.put("hidden", trained.options().hidden());
    node.set("metrics", trained.metrics().toJson());
    node.set("course", course == null ? null : course.toJson());
    ArrayNode notes = node.putArray("notes");
    trained.notes().forEach(notes::add);
    node.put("version", model.version());
    node.put("sha256", model.sha256());
    node.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return node.toString();
  }
}
