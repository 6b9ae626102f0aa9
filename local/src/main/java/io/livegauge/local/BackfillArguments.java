package io.livegauge.local;

import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a backfill that is to measure and score as a live job does. */
public final class BackfillArguments {
  private BackfillArguments() {}

  /**
   * The arguments.
   *
   * @param jobOptions of the live job, by name; those that mean nothing to a backfill are left out,
   *     and so is the store, which goes where the other results go
   */
  public static List<String> of(Path input, Path output, Map<String, String> jobOptions) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backfill",
                "--input",
                input.toString(),
                "--" + LocalOptions.OUTPUT.name(),
                output.toString()));
    for (Option<?> option : LocalOptions.backfillJobOptions()) {
      String value = jobOptions.get(option.name());
      if (value != null && !option.equals(JobOptions.STORE)) {
        arguments.add("--" + option.name() + "=" + value);
      }
    }
    return arguments;
  }
}
