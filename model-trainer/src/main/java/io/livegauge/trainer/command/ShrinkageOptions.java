package io.livegauge.trainer.command;

import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.io.OptionValues;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job's options that decide what a score is, under the job's own names and with its limits. */
final class ShrinkageOptions {
  private static final double MAX_KAPPA = 1e9;
  private static final int MAX_STEPS = 4_096;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--shrink-ratios",
      paramLabel = "X",
      defaultValue = "20",
      description = "As the job ran: weight of the reference in ratios [${DEFAULT-VALUE}].")
  private String shrinkRatios;

  @Option(
      names = "--shrink-means",
      paramLabel = "X",
      defaultValue = "5",
      description =
          "As the job ran: weight of the reference in viewing duration and the 1 to 5 scales"
              + " [${DEFAULT-VALUE}].")
  private String shrinkMeans;

  @Option(
      names = "--gradient-steps",
      paramLabel = "N",
      defaultValue = "32",
      description = "As the job ran: midpoint steps of integrated gradients [${DEFAULT-VALUE}].")
  private String gradientSteps;

  /** The options; what is wrong names option, value and what is allowed (exit status 2). */
  ScoringOptions options() {
    OptionValues values = new OptionValues(spec.commandLine());
    return new ScoringOptions(
        values.number("--shrink-ratios", shrinkRatios, 0, MAX_KAPPA),
        values.number("--shrink-means", shrinkMeans, 0, MAX_KAPPA),
        // What A33 rests on was decided when the window was measured.
        ScoringOptions.DEFAULTS.clickImpressions(),
        (int) values.integer("--gradient-steps", gradientSteps, 1, MAX_STEPS));
  }
}
