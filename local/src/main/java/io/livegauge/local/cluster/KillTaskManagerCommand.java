package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.CommandOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cluster kill-taskmanager}: to see what happens then. */
@Command(
    name = "kill-taskmanager",
    description = {
      "Ends a TaskManager at once, as a crash would, and starts another in its place, as a"
          + " supervisor would. The job goes on from its last checkpoint.",
      "The last line of the output is JSON: killed, process, replacement."
    })
final class KillTaskManagerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "Which one, from 1; any of those that run where it is not given.")
  private Integer number;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Path root =
        ClusterOptions.path(
            ClusterOptions.STATE,
            CommandOptions.value(line.getParseResult(), ClusterOptions.STATE));
    Steps steps = new Steps(line.getOut());
    ClusterDirectory.toRead(root).require();
    try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
      Members members = new Members(directory, directory.require().settings());
      Member member = choose(members);
      ProcessMark mark =
          members
              .find(member)
              .orElseThrow(() -> new IllegalStateException(member.name() + " does not run"));
      members.kill(mark);
      steps.say("killed %s, process %d", member.name(), mark.pid());
      ProcessMark next = members.start(member);
      steps.say("started it again, process %d", next.pid());
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("killed", member.name());
      json.put("process", mark.pid());
      json.put("replacement", next.pid());
      steps.line(json.toString());
    }
    return CommandLine.ExitCode.OK;
  }

  private Member choose(Members members) {
    List<Member> running = new ArrayList<>();
    for (Member member : members.all()) {
      if (member.role() == Member.Role.TASKMANAGER) {
        if (number != null && member.equals(Member.taskManager(number))) {
          return member;
        }
        if (members.find(member).isPresent()) {
          running.add(member);
        }
      }
    }
    if (number != null) {
      throw new OptionException(
          "argument NUMBER: '" + number + "' is not allowed; there is no such TaskManager");
    }
    if (running.isEmpty()) {
      throw new IllegalStateException(
          "no TaskManager runs; './livegauge cluster up' starts what does not run");
    }
    return running.get(new Random().nextInt(running.size()));
  }
}
