package io.livegauge.dashboard.command;

import picocli.CommandLine;

/** Where the image of the screens enters Java: the command {@code dashboard} alone. */
public final class Main {
  private Main() {}

  /** Runs until the process is ended; a wrong option is told in one line, exit status 2. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    // Nothing is lost where a signal ends the process at once: it keeps nothing.
    CommandLine line = new CommandLine(new DashboardCommand(stop -> {}));
    line.setParameterExceptionHandler(
        (error, given) -> {
          line.getErr().println(line.getCommandName() + ": " + error.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    return line;
  }
}
