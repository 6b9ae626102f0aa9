package io.livegauge.trainer.io;

import picocli.CommandLine;

/**
 * Reads option values as the command line gave them. What is wrong ends in an exception that names
 * the option, the value and what is allowed, before anything is started.
 */
public final class OptionValues {
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
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw wrong(option, value, "a number above 0, up to " + max);
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
