package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.CommandOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cluster down}: ends the processes. */
@Command(
    name = "down",
    description = {
      "Ends all processes of the cluster. What they know stays: after the next up the job goes on"
          + " from its last checkpoint.",
      "The last line of the output is JSON: stopped, deleted."
    })
final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @CommandLine.Option(
      names = "--delete",
      description =
          "Delete the directory too: the job's state, its versions and savepoints, the broker's data.")
  private boolean isDeleting;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Path root =
        ClusterOptions.path(
            ClusterOptions.STATE,
            CommandOptions.value(line.getParseResult(), ClusterOptions.STATE));
    Steps steps = new Steps(line.getOut());
    int stopped = 0;
    boolean isThere = ClusterDirectory.toRead(root).read().isPresent();
    if (isThere) {
      try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
        Optional<ClusterState> state = directory.read();
        Members members = new Members(directory, directory.require().settings());
        List<Member> all = new ArrayList<>(members.all());
        Collections.reverse(all);
        for (Member member : all) {
          if (members.stop(member, PATIENCE)) {
            stopped++;
            steps.say("stopped %s", member.name());
          }
        }
        state
            .map(ClusterState::job)
            .map(ClusterState.Job::change)
            .ifPresent(change -> steps.say("a %s is under way", change.kind().text()));
        if (isDeleting) {
          directory.delete();
          steps.say("deleted %s", directory.root());
        }
      }
    }
    if (stopped == 0) {
      steps.line("nothing ran");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stopped", stopped);
    json.put("deleted", isThere && isDeleting);
    steps.line(json.toString());
    return CommandLine.ExitCode.OK;
  }
}
