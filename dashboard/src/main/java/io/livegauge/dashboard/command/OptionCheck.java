package io.livegauge.dashboard.command;

import io.livegauge.dashboard.access.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Reads option values. What cannot be used ends in an exception that names the option, the value
 * and what is allowed, before anything is started.
 */
final class OptionCheck {
  private static final Pattern SERVER =
      Pattern.compile("(?:[^\\s,:]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(s|min|m|h|d)");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int LARGEST_PORT = 65_535;

  private final CommandLine command;

  OptionCheck(CommandLine command) {
    this.command = command;
  }

  /** Whether a text is a port, from {@code least} on. */
  static boolean isPort(String text, int least) {
    if (!PORT.matcher(text).matches()) {
      return false;
    }
    int number = Integer.parseInt(text);
    return number >= least && number <= LARGEST_PORT;
  }

  /** Addresses of a Kafka cluster. */
  String servers(String option, String value) {
    for (String server : value.split(",", -1)) {
      Matcher matcher = SERVER.matcher(server);
      if (!matcher.matches() || !isPort(matcher.group(1), 1)) {
        throw wrong(option, value, "HOST:PORT[,HOST:PORT...]");
      }
    }
    return value;
  }

  /** A length of time as {@code 90min} or {@code 24h}; empty where it is none. */
  static Optional<Duration> duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofMinutes(count);
        });
  }

  /** An address to listen on. */
  InetAddress ownAddress(String option, String value) {
    Optional<InetAddress> literal = Addresses.literal(value);
    if (literal.isPresent()) {
      return literal.get();
    }
    try {
      if (!value.isBlank()) {
        return InetAddress.getByName(value);
      }
    } catch (UnknownHostException e) {
      // Said below, as for an empty name.
    }
    throw wrong(option, value, "an address or a name of this machine");
  }

  ParameterException wrong(String option, String value, String allowed) {
    return new ParameterException(
        command, "option " + option + ": '" + value + "' is not allowed; allowed is " + allowed);
  }

  /** An option whose content somebody else refused. */
  ParameterException refused(String option, Exception reason) {
    return new ParameterException(command, "option " + option + ": " + reason.getMessage(), reason);
  }

  /** Says what is allowed, but not wise. */
  void warn(String sentence) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": warning: " + sentence);
    command.getErr().flush();
  }
}
