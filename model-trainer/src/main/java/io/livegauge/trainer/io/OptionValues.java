package io.livegauge.trainer.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Reads option values as the command line gave them. What is wrong ends in an exception that names
 * the option, the value and what is allowed, before anything is started.
 */
public final class OptionValues {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,11})\\s*(ms|s|min|m|h|d)");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s,:]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");
  private static final Duration LONGEST = Duration.ofDays(365);

  private final CommandLine command;

  public OptionValues(CommandLine command) {
    this.command = command;
  }

  public long integer(String option, String value, long min, long max) {
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw wrong(option, value, "an integer from " + min + " to " + max);
  }

  /** A number above 0. */
  public double positive(String option, String value, double max) {
    OptionalDouble number = Numbers.finite(value);
    if (number.isEmpty() || number.getAsDouble() <= 0 || number.getAsDouble() > max) {
      throw wrong(option, value, "a number above 0, up to " + Numbers.plain(max));
    }
    return number.getAsDouble();
  }

  /** A number from {@code min} to {@code max}. */
  public double number(String option, String value, double min, double max) {
    OptionalDouble number = Numbers.finite(value);
    if (number.isEmpty() || number.getAsDouble() < min || number.getAsDouble() > max) {
      throw wrong(
          option, value, "a number from " + Numbers.plain(min) + " to " + Numbers.plain(max));
    }
    return number.getAsDouble();
  }

  /** A length of time, up to a year, written as {@code 30min} or {@code 24h}. */
  public Duration duration(String option, String value) {
    return duration(option, value, Duration.ZERO);
  }

  /**
   * The same.
   *
   * @param least whole seconds below which it is refused
   */
  public Duration duration(String option, String value, Duration least) {
    Matcher matcher = DURATION.matcher(value);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofMinutes(count);
          };
      if (duration.compareTo(least) >= 0 && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw wrong(
        option, value, "a duration of " + least.toSeconds() + "s to 365d, such as 30min or 24h");
  }

  /** Addresses of a Kafka cluster, {@code HOST:PORT[,HOST:PORT...]}. */
  public String addresses(String option, String value) {
    for (String address : value.split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(address);
      if (!matcher.matches() || !isPort(Integer.parseInt(matcher.group(1)))) {
        throw wrong(option, value, "HOST:PORT[,HOST:PORT...]");
      }
    }
    return value;
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= 65_535;
  }

  /**
   * Refuses a file to write that is one of those to read: it would be lost.
   *
   * @param read may hold null for files that were not asked for
   */
  public void unlike(String option, Path file, Path... read) {
    for (Path other : read) {
      if (other != null && isSame(file, other)) {
        throw wrong(option, file, "another file than those that are read");
      }
    }
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      // One that is not there is no other.
      return false;
    }
  }

  /** An option whose content somebody else refused, with the reason. */
  public CommandLine.ParameterException refused(String option, String reason) {
    return new CommandLine.ParameterException(command, "option " + option + ": " + reason);
  }

  /** Says what is allowed, but not wise. */
  public void warn(String sentence) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": warning: " + sentence);
    command.getErr().flush();
  }

  public CommandLine.ParameterException wrong(String option, Object value, String allowed) {
    return new CommandLine.ParameterException(
        command,
        (option.startsWith("-") ? "option " : "argument ")
            + option
            + ": '"
            + value
            + "' is not allowed; allowed is "
            + allowed);
  }
}
