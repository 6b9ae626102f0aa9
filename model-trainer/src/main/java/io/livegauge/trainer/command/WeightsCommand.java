package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.weights.IndicatorWeights;
import io.livegauge.trainer.weights.WeightSettings;
import io.livegauge.trainer.weights.WeightsJson;
import io.livegauge.trainer.weights.WeightsText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code weights}: what a model leans on, by several methods side by side. Exit status 0: it is
 * told; 1: the data are too few, or the file cannot be written; 2: an option or an input file is
 * wrong. Unless it is 0, nothing is written.
 */
@Command(
    name = "weights",
    description = {
      "Tells how much a model leans on each indicator: permutation importance, mean integrated"
          + " gradients and exact Shapley values on held-out rows, Olden's connection weights, and"
          + " Garson's shares beside them; how far they agree; and the study's ranks.",
      "With the data and the options that the model was trained with, the held-out rows are those"
          + " that it was measured by.",
      "The last line of the output is JSON: everything that is told."
    })
public final class WeightsCommand implements Callable<Integer> {
  private static final int RESAMPLES = 2_000;
  private static final int FEW_SESSIONS = 20;
  private static final int MOST_SHAPLEY_ROWS = 5_000;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The model's artifact.")
  private Path modelFile;

  @Mixin private DataOptions data;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Of split, shuffles and samples, 0 or more [the one that the model was trained with,"
              + " else 1].")
  private String seed;

  @Option(
      names = "--shuffles",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of each column, for permutation importance, 30 to 10000 [${DEFAULT-VALUE}].")
  private String shuffles;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Of more held-out rows a sample of so many is taken, 10 to 1000000 [${DEFAULT-VALUE}].")
  private String rows;

  @Option(
      names = "--shapley",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Of how many of these rows exact Shapley values are taken, 0 to 5000 [${DEFAULT-VALUE}].")
  private String shapley;

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      description = "Where the same JSON goes; replaced as a whole.")
  private Path out;

  /** Tells how old sessions are by the system's clock. */
  public WeightsCommand() {
    this(Clock.systemUTC());
  }

  /** Tells how old sessions are by another clock. */
  public WeightsCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    OptionValues values = new OptionValues(spec.commandLine());
    int most = (int) values.integer("--rows", rows, 10, 1_000_000);
    int times = (int) values.integer("--shuffles", shuffles, WeightSettings.SHUFFLES, 10_000);
    int exact = (int) values.integer("--shapley", shapley, 0, MOST_SHAPLEY_ROWS);
    Long given =
        seed == null ? null : values.integer("--seed", seed, 0, NetworkOptions.MAX_INTEGER);
    ResultFile.check(values, out);
    data.refuseOutput("--out", out, modelFile);
    Model model = ModelFile.read(values, "--model", modelFile);
    long drawn = given == null ? seedOf(model) : given;
    IndicatorWeights weights;
    List<String> notes;
    ObjectNode json;
    try {
      Dataset dataset = data.load(drawn, clock);
      Rows heldOut = dataset.heldOut();
      weights =
          IndicatorWeights.of(
              model.network(),
              model.reference(),
              new Rows(
                  dataset.heldOutInputs(model),
                  heldOut.targets(),
                  heldOut.sessions(),
                  heldOut.categories(),
                  heldOut.progress()),
              new WeightSettings(drawn, times, most, RESAMPLES, exact));
      notes = notes(model, dataset.summary(), weights);
      json = json(model, weights, notes);
      ResultFile.write(out, json);
    } catch (TrainingException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("livegauge weights: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    PrintWriter standard = spec.commandLine().getOut();
    Console console = new Console(standard);
    console.paragraph("Model " + model.version() + ", sha256 " + model.sha256().substring(0, 12));
    console.paragraph("Measured on " + weights.basis() + ".");
    notes.forEach(note -> console.paragraph("- ", note));
    WeightsText.print(weights, standard);
    standard.println(json);
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  /** So that data and options of the training give its split again. */
  private static long seedOf(Model model) {
    JsonNode training = model.training();
    JsonNode known = training == null ? null : training.get("seed");
    return known != null && known.canConvertToLong() && known.longValue() >= 0
        ? known.longValue()
        : 1;
  }

  private static List<String> notes(Model model, DataSummary data, IndicatorWeights weights) {
    List<String> notes = new ArrayList<>(data.notes());
    JsonNode training = model.training();
    String sha256 = training == null ? "" : training.path("dataSha256").asText();
    if (!sha256.equals(data.sha256())) {
      notes.add("These are not the data that the model was trained on, as far as it says.");
    } else if (training.path("split").asText().equals(data.split())
        && training.path("seed").asLong(-1) == weights.settings().seed()) {
      notes.add("The held-out rows are those that the model was measured by.");
    } else {
      notes.add(
          "The model was trained on these data, split otherwise: it may have learned from some of"
              + " the rows that it is weighed on here.");
    }
    if (weights.sessions() < FEW_SESSIONS) {
      notes.add(
          "Of "
              + weights.sessions()
              + " sessions only: the bootstrap makes the noise of fewer than "
              + FEW_SESSIONS
              + " look too small.");
    }
    return notes;
  }

  private static ObjectNode json(Model model, IndicatorWeights weights, List<String> notes) {
    ObjectNode node = WeightsJson.of(weights);
    node.putObject("model").put("version", model.version()).put("sha256", model.sha256());
    ArrayNode told = node.putArray("notes");
    notes.forEach(told::add);
    return node;
  }
}
