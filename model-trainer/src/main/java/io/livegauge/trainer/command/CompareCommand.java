package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.comparison.Comparison;
import io.livegauge.trainer.comparison.ComparisonJson;
import io.livegauge.trainer.comparison.ComparisonText;
import io.livegauge.trainer.comparison.Contest;
import io.livegauge.trainer.comparison.Learner;
import io.livegauge.trainer.comparison.Learners;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code compare}: the network and its rivals on the same rows. Exit status 0: it is told; 1: a
 * model cannot learn from these rows, or the file cannot be written; 2: an option or an input file
 * is wrong. Unless it is 0, nothing is written.
 */
@Command(
    name = "compare",
    description = {
      "Compares the network with its rivals on the same rows, held-out sessions and normalisation:"
          + " an LSTM and a CNN, as the study does, and what a network has to beat, boosted trees,"
          + " ridge regression and the mean.",
      "Every model learns once a seed; seeds follow each other from --seed on, and the split stays."
          + " Progress goes to the error stream.",
      "The last line of the output is JSON: everything that is told, and every run."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1_000;

  private final Clock clock;
  private final LongSupplier nanos;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Mixin private DataOptions data;

  @Option(
      names = "--models",
      paramLabel = "NAMES",
      defaultValue = "bpnn,lstm,cnn,trees,ridge,mean",
      description = "Which take part, separated by commas [${DEFAULT-VALUE}].")
  private String models;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many seeds, 1 to 1000; intervals want 10 or more [${DEFAULT-VALUE}].")
  private String seeds;

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      description = "Where the same JSON goes; replaced as a whole.")
  private Path out;

  @Mixin private NetworkOptions network;

  /** Measures time by the system's clock. */
  public CompareCommand() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /** Measures time by another clock. */
  public CompareCommand(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  @Override
  public Integer call() {
    TrainingOptions options = network.options();
    OptionValues values = new OptionValues(spec.commandLine());
    if (options.patience() > 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "option --patience: not with compare; every network runs the same number of epochs");
    }
    List<Learner> learners = learners(values, options);
    long count = values.integer("--seeds", seeds, 1, MOST_SEEDS);
    ResultFile.check(values, out);
    data.refuseOutput("--out", out);
    Comparison comparison;
    ObjectNode json;
    try {
      network.settleDevice();
      comparison =
          new Contest(learners, new ContestProgress(spec.commandLine().getErr(), nanos), nanos)
              .hold(
                  data.load(options.seed(), clock),
                  LongStream.range(options.seed(), options.seed() + count).boxed().toList());
      json = ComparisonJson.of(comparison);
      ResultFile.write(out, json);
    } catch (TrainingException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("livegauge compare: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    PrintWriter standard = spec.commandLine().getOut();
    ComparisonText.print(comparison, standard);
    standard.println(json);
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  /** In the order of {@link Learners}, whatever the order of the names. */
  private List<Learner> learners(OptionValues values, TrainingOptions options) {
    Set<String> wanted =
        new LinkedHashSet<>(Arrays.stream(models.split(",", -1)).map(String::strip).toList());
    if (!Learners.names().containsAll(wanted)) {
      throw values.wrong("--models", models, "a list of " + String.join(", ", Learners.names()));
    }
    return Learners.all(options).stream()
        .filter(learner -> wanted.contains(learner.name()))
        .toList();
  }
}
