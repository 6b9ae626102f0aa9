package io.livegauge.local.cluster;

import io.livegauge.job.LocalPaths;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.CommandOptions;
import io.livegauge.local.cluster.Deployment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code cluster submit}: starts the job. */
@Command(
    name = "submit",
    description = {
      "Starts the job on the cluster, and waits until its first checkpoint is complete. Jar and"
          + " model are copied: those that were given may be deleted.",
      "The last line of the output is JSON: version, jobId, parallelism."
    })
final class SubmitCommand extends JobCommand {
  /** Where the start script says that the job's jar lies. */
  static final String JAR_PROPERTY = "livegauge.job.jar";

  @Override
  Outcome change(ParseResult parsed, ClusterState state, Deployment deployment)
      throws IOException, InterruptedException {
    Map<String, String> options = CommandOptions.given(parsed, ClusterOptions.jobOptions());
    JobConfig.of(options);
    Long parallelism = CommandOptions.value(parsed, ClusterOptions.PARALLELISM);
    VersionRequest request =
        new VersionRequest(
            jar(CommandOptions.value(parsed, ClusterOptions.JAR)),
            ClusterOptions.path(
                ClusterOptions.MODEL, CommandOptions.value(parsed, ClusterOptions.MODEL)),
            parallelism == null
                ? ClusterOptions.defaultParallelism(state.settings().taskManagers())
                : parallelism.intValue(),
            options);
    return deployment.submit(request, from(CommandOptions.value(parsed, ClusterOptions.FROM)));
  }

  private static Path jar(String given) {
    String file = given == null ? System.getProperty(JAR_PROPERTY) : given;
    if (file == null) {
      throw new OptionException("option --jar: missing; allowed is the job's jar");
    }
    return ClusterOptions.path(ClusterOptions.JAR, file);
  }

  private static String from(String given) {
    if (given == null || given.contains(":/")) {
      return given;
    }
    Path path = ClusterOptions.path(ClusterOptions.FROM, given);
    if (!Files.isRegularFile(path.resolve("_metadata"))) {
      throw new OptionException(
          "--from", given, "a directory with a savepoint or checkpoint: a file _metadata in it");
    }
    return LocalPaths.toFlink(path.toAbsolutePath().normalize());
  }
}
