package io.livegauge.trainer.command;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.training.Device;
import io.livegauge.trainer.training.DeviceSelection;
import io.livegauge.trainer.training.TrainingOptions;
import picocli.CommandLine;
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

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description =
          "What computes: cpu, cuda for a GPU, or auto for a GPU where one can be used"
              + " [${DEFAULT-VALUE}].")
  private String device;

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

  /**
   * Settles what computes, before anything of the network's library loads; says it where it was
   * left to the machine.
   *
   * @throws CommandLine.ParameterException where there is no such device
   * @throws TrainingException where it cannot be used
   */
  public void settleDevice() throws TrainingException {
    Device wanted = Device.ofWireName(device);
    if (wanted == null) {
      throw new OptionValues(spec.commandLine()).wrong("--device", device, "auto, cpu or cuda");
    }
    DeviceSelection selection = DeviceSelection.of(wanted);
    selection.apply();
    selection.confirm();
    if (selection.note() != null) {
      new Console(spec.commandLine().getErr()).paragraph(selection.note());
      spec.commandLine().getErr().flush();
    }
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
