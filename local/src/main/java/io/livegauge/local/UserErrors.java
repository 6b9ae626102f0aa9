package io.livegauge.local;

import io.livegauge.job.config.OptionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.runtime.client.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong in one line on the error stream. Exit status 2: the command line cannot be
 * used, nothing was started; 1: something failed, and the log has more.
 */
final class UserErrors
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  /** As many names fit a line; of more the nearest are told. */
  private static final int MAX_NAMES = 12;

  private static final int NEAREST = 3;

  private final String logFile;

  UserErrors(String logFile) {
    this.logFile = logFile;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    return refuse(error.getCommandLine(), sentence(error));
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (error instanceof OptionException) {
      return refuse(command, error.getMessage());
    }
    logger().error("{} failed", command.getCommandSpec().qualifiedName(), error);
    String message = error instanceof JobExecutionException ? causeOf(error) : tell(error);
    say(command, oneLine(message) + (logFile == null ? "" : " (more in " + logFile + ")"));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Not a constant: a command line that is merely refused needs no logging. */
  private static Logger logger() {
    return LoggerFactory.getLogger(UserErrors.class);
  }

  /**
   * Why a job failed: the engine's own sentences say only that it did. A file that cannot be read
   * names itself; what lies below that knows no file.
   */
  static String causeOf(Throwable error) {
    Throwable cause = error;
    while (!(cause instanceof IOException && cause.getMessage() != null)
        && cause.getCause() != null
        && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return tell(cause);
  }

  private static String tell(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }

  private static int refuse(CommandLine command, String sentence) {
    say(command, oneLine(sentence));
    return CommandLine.ExitCode.USAGE;
  }

  private static void say(CommandLine command, String sentence) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
    command.getErr().flush();
  }

  private static String sentence(ParameterException error) {
    CommandLine command = error.getCommandLine();
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched().get(0));
    }
    if (error instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      String name =
          argument instanceof OptionSpec option
              ? "option " + option.longestName()
              : "argument " + argument.paramLabel();
      boolean isThere = error.getMessage().contains("for option");
      return name
          + ": "
          + (isThere ? "its value is missing" : "missing")
          + "; allowed is "
          + CommandOptions.allowed(argument);
    }
    if (error instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return "option " + option.longestName() + ": given twice";
    }
    return error.getMessage();
  }

  private static String unmatched(CommandLine command, String argument) {
    if (argument.startsWith("-") && argument.length() > 1) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      return "option " + name + ": there is none; " + allowed(command, name);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "command '"
          + argument
          + "': there is none; allowed are "
          + String.join(", ", command.getSubcommands().keySet());
    }
    return "argument '" + argument + "': not allowed here; " + allowed(command, argument);
  }

  private static String allowed(CommandLine command, String name) {
    List<String> names = new ArrayList<>(CommandOptions.names(command));
    if (names.size() <= MAX_NAMES) {
      return "allowed are " + String.join(", ", names);
    }
    return "the nearest are "
        + String.join(", ", nearest(name, names))
        + "; all are in "
        + command.getCommandSpec().qualifiedName()
        + " --help";
  }

  private static List<String> nearest(String name, Collection<String> names) {
    return names.stream()
        .sorted(Comparator.comparingInt((String other) -> distance(name, other)))
        .limit(NEAREST)
        .toList();
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }
}
