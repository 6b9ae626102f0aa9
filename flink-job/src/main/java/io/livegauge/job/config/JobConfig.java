package io.livegauge.job.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of one run, read and checked once. Immutable. */
public final class JobConfig {
  private static final Map<String, Option<?>> BY_NAME =
      JobOptions.ALL.stream()
          .collect(
              Collectors.toMap(Option::name, option -> option, (a, b) -> a, LinkedHashMap::new));

  private final Map<String, Object> values;

  private JobConfig(Map<String, Object> values) {
    this.values = values;
  }

  /** The configuration with every option at its default. */
  public static JobConfig defaults() {
    return of(Map.of());
  }

  /**
   * Reads options.
   *
   * @param given option name (without dashes) to text
   * @throws OptionException naming the option, the value and what is allowed
   */
  public static JobConfig of(Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!BY_NAME.containsKey(name)) {
        throw new OptionException(
            "option --" + name + ": there is none; there are --" + String.join(", --", names()));
      }
    }
    Map<String, Object> values = new HashMap<>();
    for (Option<?> option : JobOptions.ALL) {
      String text = given.getOrDefault(option.name(), option.defaultText());
      if (text != null) {
        values.put(option.name(), option.parse(text));
      }
    }
    JobConfig config = new JobConfig(Map.copyOf(values));
    Rules.of(config);
    AlertSettings.of(config);
    requireRoomForParallelism(config);
    return config;
  }

  /**
   * Reads a command line of the form {@code --name value} or {@code --name=value}; a value that
   * begins with two dashes is given by the second form.
   *
   * @throws OptionException naming the option, the value and what is allowed
   */
  public static JobConfig ofArguments(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        throw new OptionException(
            "argument '" + argument + "': options are given as --name value or --name=value");
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        i++;
        value = arguments[i];
      } else {
        throw new OptionException("option --" + name + ": its value is missing");
      }
      if (given.put(name, value) != null) {
        throw new OptionException("option --" + name + ": given twice");
      }
    }
    return of(given);
  }

  private static void requireRoomForParallelism(JobConfig config) {
    Long parallelism = config.find(JobOptions.PARALLELISM);
    long most = config.get(JobOptions.MAX_PARALLELISM);
    if (parallelism != null && parallelism > most) {
      throw new OptionException(
          "--" + JobOptions.MAX_PARALLELISM.name(),
          Long.toString(most),
          "the parallelism (" + parallelism + ") or more");
    }
  }

  /** The value of an option that has a default. */
  public <T> T get(Option<T> option) {
    T value = find(option);
    if (value == null) {
      throw new OptionException(
          "option --" + option.name() + ": missing; allowed is " + option.allowed());
    }
    return value;
  }

  /** The value of an option, or null where it has none. */
  @SuppressWarnings("unchecked") // every value was put there by its option's own parser
  public <T> T find(Option<T> option) {
    return (T) values.get(option.name());
  }

  /** The names of all options. */
  public static List<String> names() {
    return new ArrayList<>(BY_NAME.keySet());
  }
}
