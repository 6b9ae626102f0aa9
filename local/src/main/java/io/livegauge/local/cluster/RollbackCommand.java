package io.livegauge.local.cluster;

import io.livegauge.local.cluster.Deployment.Outcome;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code cluster rollback}: brings the version before back. */
@Command(
    name = "rollback",
    description = {
      "Brings the version before back, from the savepoint that it ended with: what has come since"
          + " is read again, and its windows are scored again with the old jar and model. A redeploy"
          + " that was interrupted is undone.",
      "A second rollback brings the later version back. The last line of the output is JSON:"
          + " version, jobId, parallelism, downtimeSeconds, scoresAfterSeconds."
    })
final class RollbackCommand extends JobCommand {
  @Override
  Outcome change(ParseResult parsed, ClusterState state, Deployment deployment)
      throws IOException, InterruptedException {
    return deployment.rollback();
  }
}
