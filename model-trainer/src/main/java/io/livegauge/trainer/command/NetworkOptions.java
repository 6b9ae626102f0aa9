package io.livegauge.trainer.command;

import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.training.TrainingOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How networks are trained: for every command that trains. The defaults are the study's. */
public final class NetworkOptions {
  /** Larger integers are not exact in every JSON reader. */
  static final long MAX_INTEGER = (1L << 53) - 1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  @Option(names = "--hidden", paramLabel = "N", description = "Hidden neurons, 1 to 1000 [5].")
  private String hidden;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop after so many epochs without a better loss on an eighth of the training sessions,"
              + " which is watched and not learned from; take the best epoch. 1 to 100000; without"
              + " it every epoch is run.")
  private String patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of the network's library, 1 to 64; another number may round otherwise"
              + " [${DEFAULT-VALUE}].")
  private String threads;

  /** The options; what is wrong names option, value and what is allowed (exit status 2). */
  public TrainingOptions options() {
    OptionValues values = new OptionValues(spec.commandLine());
    return new TrainingOptions(
        seed(),
        (int) values.integer("--epochs", epochs, 1, 100_000),
        (int) values.integer("--batch", batch, 1, 1_000_000),
        values.positive("--learning-rate", learningRate, 1),
        hidden == null
            ? TrainingOptions.DEFAULTS.hidden()
            : (int) values.integer("--hidden", hidden, 1, 1_000),
        patience == null ? 0 : (int) values.integer("--patience", patience, 1, 100_000),
        (int) values.integer("--threads", threads, 1, 64));
  }

  /** The seed alone. */
  public long seed() {
    return new OptionValues(spec.commandLine()).integer("--seed", seed, 0, MAX_INTEGER);
  }

  /** Whether the user chose the hidden size. */
  public boolean hasHidden() {
    return hidden != null;
  }
}
