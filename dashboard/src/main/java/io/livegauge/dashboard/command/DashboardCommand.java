package io.livegauge.dashboard.command;

import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.feed.FeedOptions;
import java.net.BindException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code dashboard}: the screens over an existing Kafka. Exit status 0: it was stopped; 1:
 * something failed; 2: an option cannot be used, a port that is taken among them.
 */
@Command(
    name = "dashboard",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Shows what the job publishes as pages for a browser: all live rooms, one room with what makes"
          + " its score, a host's console, and the report of a session. It reads the topics of"
          + " scores, sessions and quarantine, writes nothing anywhere, and keeps nothing: on start"
          + " it reads back what Kafka still has.",
      "Prints its address and runs until Ctrl-C. Where Kafka is away the pages say since when, and"
          + " go on by themselves when it is back."
    })
public final class DashboardCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  private final Consumer<Runnable> interrupts;
  private final CountDownLatch isStopped = new CountDownLatch(1);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + DashboardOptions.DEFAULT_PORT,
      description = "Where to listen; 0 for any port that is free [${DEFAULT-VALUE}].")
  private String port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = DashboardOptions.DEFAULT_ADDRESS,
      description =
          "The address to listen on. Any but the loopback address takes --tokens or --proxy-header"
              + " too [${DEFAULT-VALUE}].")
  private String address;

  @Mixin private AccessOptions accessOptions;

  /**
   * A dashboard that does not run yet.
   *
   * @param interrupts is told what to do where the user wants an end
   */
  public DashboardCommand(Consumer<Runnable> interrupts) {
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws InterruptedException {
    OptionCheck check = new OptionCheck(spec.commandLine());
    FeedOptions feed = kafka.feed(check);
    if (!OptionCheck.isPort(port, 0)) {
      throw check.wrong("--port", port, "an integer from 0 to " + LARGEST_PORT);
    }
    InetAddress listening = check.ownAddress("--address", address);
    Access access = accessOptions.access(check);
    if (access.isOpen() && !listening.isLoopbackAddress()) {
      throw check.wrong(
          "--address",
          address,
          "a loopback address such as 127.0.0.1, or with --tokens FILE or --proxy-header NAME any"
              + " address of this machine: without them everybody who reaches it would see every"
              + " room");
    }
    DashboardOptions options =
        new DashboardOptions(listening, Integer.parseInt(port), access, feed);
    try (Dashboard dashboard = start(options, check)) {
      interrupts.accept(isStopped::countDown);
      say("The screens are at " + dashboard.address());
      say(
          "They show "
              + kafka.topics()
              + " of Kafka at "
              + feed.bootstrap()
              + ", to "
              + accessOptions.audience()
              + ". Ctrl-C ends.");
      isStopped.await();
    }
    return CommandLine.ExitCode.OK;
  }

  private Dashboard start(DashboardOptions options, OptionCheck check) {
    try {
      return Dashboard.start(options);
    } catch (BindException e) {
      throw new ParameterException(
          spec.commandLine(),
          "options --address and --port: "
              + address
              + " cannot be listened on at port "
              + port
              + " ("
              + e.getMessage()
              + "); allowed is a free port of an address of this machine, or 0 for any free port",
          e);
    } catch (IllegalArgumentException e) {
      throw check.refused("--kafka-config", e);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
