package io.livegauge.benchmark;

import io.livegauge.benchmark.result.Results;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Where {@code ./livegauge bench} enters Java. */
public final class Main {
  private static final int WIDTH = 80;
  private static final Path LOG = Results.FOLDER.resolve("logs").resolve("bench.log");

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        commandLine(writer(FileDescriptor.out), writer(FileDescriptor.err)).execute(arguments));
  }

  /** The command line with its streams. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new BenchCommand())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(WIDTH)
        .setExecutionStrategy(
            parsed -> {
              // Before anything asks for a logger
              logToFile();
              return new CommandLine.RunLast().execute(parsed);
            })
        .setParameterExceptionHandler(
            (error, arguments) -> {
              say(error.getCommandLine(), error.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              LoggerFactory.getLogger(Main.class).error("{} failed", command, error);
              say(command, error + " (more in " + LOG + ")");
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static void say(CommandLine command, String sentence) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
    command.getErr().flush();
  }

  /** Sends the log to a file, so that it never mixes with what a command prints. */
  private static void logToFile() {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSZ");
    try {
      Files.createDirectories(LOG.getParent());
      System.setProperty("org.slf4j.simpleLogger.logFile", LOG.toString());
    } catch (IOException e) {
      // The log goes to the error stream then.
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
