package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.CommandOptions;
import io.livegauge.local.cluster.ClusterState.Change;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cluster status}: what runs, and what is under way. */
@Command(
    name = "status",
    description = {
      "Tells which processes run and where, what the job does, and whether a change was interrupted"
          + " and what to do then. Nothing is changed by it.",
      "The last line of the output is JSON: processes, job, change."
    })
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Path root =
        ClusterOptions.path(
            ClusterOptions.STATE,
            CommandOptions.value(line.getParseResult(), ClusterOptions.STATE));
    PrintWriter out = line.getOut();
    ClusterDirectory directory = ClusterDirectory.toRead(root);
    ClusterState state = directory.require();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    processes(new Members(directory, state.settings()), state.settings(), out, json);
    job(state, out, json);
    change(state, out, json);
    out.println(json);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static void processes(
      Members members, Settings settings, PrintWriter out, ObjectNode json) {
    ObjectNode processes = json.putObject("processes");
    boolean isWhole = true;
    for (Member member : members.all()) {
      Optional<ProcessMark> mark = members.find(member);
      isWhole &= mark.isPresent();
      out.println(
          String.format(
              Locale.ROOT,
              "%-14s %-14s %s",
              member.name(),
              mark.map(found -> "process " + found.pid()).orElse("does not run"),
              place(member, settings)));
      if (mark.isPresent()) {
        processes.put(member.name(), mark.get().pid());
      } else {
        processes.putNull(member.name());
      }
    }
    if (!isWhole) {
      out.println("'./livegauge cluster up' starts what does not run");
    }
  }

  private static String place(Member member, Settings settings) {
    return switch (member.role()) {
      case ZOOKEEPER -> "127.0.0.1:" + settings.port(Member.ZOOKEEPER);
      case BROKER -> settings.bootstrap();
      case JOBMANAGER ->
          "http://127.0.0.1:"
              + settings.port(Member.REST)
              + ", metrics on "
              + settings.port(member.metricsPort());
      case TASKMANAGER -> "metrics on " + settings.port(member.metricsPort());
    };
  }

  private static void job(ClusterState state, PrintWriter out, ObjectNode json)
      throws InterruptedException {
    Version version = state.job().current();
    if (version == null) {
      out.println("no job was submitted");
      json.putNull("job");
      return;
    }
    ObjectNode node = json.putObject("job");
    node.put("version", version.number());
    node.put("jobId", version.jobId());
    node.put("parallelism", version.parallelism());
    String status;
    FlinkRest rest = new FlinkRest(state.settings().port(Member.REST));
    try {
      status = rest.status(version.jobId()).orElse("not known to the JobManager");
      node.put("checkpoints", rest.checkpoints(version.jobId()));
      node.put("failedCheckpoints", rest.failedCheckpoints(version.jobId()));
      rest.failure(version.jobId()).ifPresent(failure -> node.put("lastFailure", failure));
    } catch (IOException | Flink.RefusedException e) {
      status = "not known: " + e.getMessage();
    }
    node.put("status", status);
    out.println(
        String.format(
            Locale.ROOT,
            "job version %d, parallelism %d: %s%s",
            version.number(),
            version.parallelism(),
            status,
            node.has("checkpoints")
                ? ", " + node.get("checkpoints").asLong() + " checkpoints"
                : ""));
    if (node.has("lastFailure")) {
      out.println("its last failure: " + node.get("lastFailure").asText());
    }
    if (state.job().previous() != null) {
      node.put("previous", state.job().previous().number());
      out.println("before it ran version " + state.job().previous().number());
    }
  }

  private static void change(ClusterState state, PrintWriter out, ObjectNode json) {
    Change change = state.job().change();
    if (change == null) {
      json.putNull("change");
      return;
    }
    ObjectNode node = json.putObject("change");
    node.put("kind", change.kind().text());
    node.put("step", change.step().name().toLowerCase(Locale.ROOT));
    node.put("version", change.target().number());
    String what = change.kind().text() + " to version " + change.target().number();
    out.println(
        switch (change.step()) {
          case STOP ->
              "a " + what + " is under way, or was interrupted while the job was being stopped";
          case START ->
              "a "
                  + what
                  + " is under way, or was interrupted after the stop, before the version had shown"
                  + " that it works";
          case BACK -> "a " + what + " failed, and is being undone: " + change.problem();
        });
    out.println(
        change.kind() == ClusterState.Kind.SUBMIT
            ? "'./livegauge cluster submit' finishes it"
            : "'./livegauge cluster redeploy' finishes it, './livegauge cluster rollback' undoes it");
  }
}
