package io.livegauge.local;

import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.kafka.KafkaAccess;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Makes command line options of {@link Option}s, so that each has one place for its name, what is
 * allowed, its default and its text.
 */
public final class CommandOptions {
  /** How a command finds its Kafka and its topics there. */
  static final List<Option<?>> KAFKA =
      List.of(JobOptions.BOOTSTRAP, JobOptions.TOPIC_PREFIX, JobOptions.KAFKA_CONFIG);

  private CommandOptions() {}

  /** Adds options to a command, under a heading for each group, in the order given. */
  public static void add(CommandSpec spec, Collection<? extends Option<?>> options) {
    spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    Map<String, List<Option<?>>> groups = new LinkedHashMap<>();
    for (Option<?> option : options) {
      groups.computeIfAbsent(option.group(), group -> new ArrayList<>()).add(option);
    }
    int order = 1;
    for (Map.Entry<String, List<Option<?>>> group : groups.entrySet()) {
      ArgGroupSpec.Builder builder =
          ArgGroupSpec.builder()
              .heading("%n" + escape(group.getKey()) + ":%n")
              .validate(false)
              .exclusive(false)
              .multiplicity("0..1")
              .order(order);
      order++;
      for (Option<?> option : group.getValue()) {
        builder.addArg(
            OptionSpec.builder("--" + option.name())
                .type(String.class)
                .paramLabel(labelOf(option))
                .order(order)
                .description(describe(option))
                .build());
        order++;
      }
      spec.addArgGroup(builder.build());
    }
  }

  /** What was given of some options on the command line: option name to text. */
  public static Map<String, String> given(
      ParseResult parsed, Collection<? extends Option<?>> options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Option<?> option : options) {
      String text = parsed.matchedOptionValue("--" + option.name(), null);
      if (text != null) {
        given.put(option.name(), text);
      }
    }
    return given;
  }

  /**
   * The value of an option: what was given, else the default, else null.
   *
   * @throws OptionException naming the option, the value and what is allowed
   */
  public static <T> T value(ParseResult parsed, Option<T> option) {
    String text = parsed.matchedOptionValue("--" + option.name(), option.defaultText());
    return text == null ? null : option.parse(text);
  }

  /** The same for an option that must have one. */
  public static <T> T required(ParseResult parsed, Option<T> option) {
    T value = value(parsed, option);
    if (value == null) {
      throw new OptionException(
          "option --" + option.name() + ": missing; allowed is " + option.allowed());
    }
    return value;
  }

  /**
   * The cluster that {@link #KAFKA} names.
   *
   * @throws OptionException naming the option, the value and what is allowed
   */
  static KafkaAccess kafka(ParseResult parsed) {
    String bootstrap = required(parsed, JobOptions.BOOTSTRAP);
    CommandLine command = parsed.commandSpec().commandLine();
    return new KafkaAccess(
        bootstrap,
        KafkaProperties.load(
            value(parsed, JobOptions.KAFKA_CONFIG), sentence -> warn(command, sentence)));
  }

  /** Says what is allowed, but not wise. */
  static void warn(CommandLine command, String sentence) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": warning: " + sentence);
    command.getErr().flush();
  }

  /**
   * Where metrics are to be read, or null.
   *
   * @throws OptionException where that port is taken
   */
  static Integer metricsPort(ParseResult parsed) {
    Long port = value(parsed, LocalOptions.METRICS_PORT);
    if (port == null) {
      return null;
    }
    try (ServerSocket socket = new ServerSocket(port.intValue())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new OptionException(
          "--" + LocalOptions.METRICS_PORT.name(), port.toString(), "a port that is free");
    }
  }

  /**
   * Refuses an option that is given twice: in groups picocli takes the last one silently.
   *
   * @throws ParameterException naming the option
   */
  static void refuseRepeated(ParseResult parsed) {
    List<String> arguments = parsed.originalArgs();
    for (OptionSpec option : parsed.commandSpec().options()) {
      if (option.isMultiValue()) {
        continue;
      }
      String name = option.longestName();
      long times =
          arguments.stream()
              .filter(argument -> argument.equals(name) || argument.startsWith(name + "="))
              .count();
      if (times > 1) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(), "option " + name + ": given twice");
      }
    }
  }

  /**
   * Refuses options that would mean nothing, rather than pass over them.
   *
   * @param chosen what they do not go with, as it is given on the command line
   * @throws OptionException naming the first of them that is given
   */
  static void refuse(ParseResult parsed, Collection<? extends Option<?>> options, String chosen) {
    for (String name : given(parsed, options).keySet()) {
      throw new OptionException("option --" + name + ": not allowed with " + chosen);
    }
  }

  /** What is allowed for an argument, for people: an option's own words where it is one of ours. */
  static String allowed(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      for (Option<?> known : LocalOptions.all()) {
        if (option.longestName().equals("--" + known.name())) {
          return known.allowed();
        }
      }
    }
    return argument.paramLabel();
  }

  /** The long names of all options of a command. */
  static Set<String> names(CommandLine command) {
    Set<String> names = new LinkedHashSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.add(option.longestName());
    }
    return names;
  }

  private static String describe(Option<?> option) {
    StringBuilder text = new StringBuilder(option.description()).append(" Allowed: ");
    text.append(option.allowed()).append('.');
    if (option.defaultText() != null) {
      text.append(" [").append(option.defaultText()).append(']');
    }
    return escape(text.toString());
  }

  private static String labelOf(Option<?> option) {
    String allowed = option.allowed();
    if (allowed.startsWith("a duration")) {
      return "TIME";
    }
    if (allowed.startsWith("an integer")) {
      return "N";
    }
    if (allowed.startsWith("a decimal")) {
      return "X";
    }
    if (allowed.startsWith("HOST:PORT")) {
      return "HOST:PORT";
    }
    if (allowed.contains("directory")) {
      return "DIR";
    }
    return allowed.contains("file") ? "FILE" : "TEXT";
  }

  /** Descriptions are format strings to picocli. */
  private static String escape(String text) {
    return text.replace("%", "%%");
  }
}
