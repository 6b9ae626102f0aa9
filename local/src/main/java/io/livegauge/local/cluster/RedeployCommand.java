package io.livegauge.local.cluster;

import io.livegauge.local.CommandOptions;
import io.livegauge.local.cluster.Deployment.Outcome;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code cluster redeploy}: changes the job to a new version. */
@Command(
    name = "redeploy",
    description = {
      "Changes the job to another jar, model or parallelism; what is not given stays as it is. All"
          + " is looked at first. Then the job is stopped with a savepoint, which closes no window,"
          + " and the new version starts from it. It has to run without a failure, and scores of"
          + " later windows have to come; else the old version is started again from the savepoint.",
      "Without any of these options it finishes a change that was interrupted. The last line of the"
          + " output is JSON: version, jobId, parallelism, downtimeSeconds, scoresAfterSeconds."
    })
final class RedeployCommand extends JobCommand {
  @Override
  Outcome change(ParseResult parsed, ClusterState state, Deployment deployment)
      throws IOException, InterruptedException {
    Long parallelism = CommandOptions.value(parsed, ClusterOptions.PARALLELISM);
    return deployment.redeploy(
        new VersionRequest(
            ClusterOptions.path(
                ClusterOptions.JAR, CommandOptions.value(parsed, ClusterOptions.JAR)),
            ClusterOptions.path(
                ClusterOptions.MODEL, CommandOptions.value(parsed, ClusterOptions.MODEL)),
            parallelism == null ? null : Integer.valueOf(parallelism.intValue()),
            Map.of()));
  }
}
