package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.livegauge.dashboard.room.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands after the question mark. A parameter that there is not is refused like a value that
 * is not allowed: a mistyped filter that is passed over shows the wrong rows.
 */
final class Parameters {
  /** The largest event time of the contract. */
  private static final long LAST_TIME = 253_402_300_799_999L;

  private static final String TIME = "a point of time in epoch milliseconds, such as 1700000300000";

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Those of a request.
   *
   * @throws ApiException naming one that is not among the allowed, or is given twice
   */
  static Parameters of(Context context, String... allowed) {
    Set<String> names = Set.of(allowed);
    Map<String, List<String>> values = context.queryParamMap();
    values.forEach(
        (name, texts) -> {
          if (!names.contains(name)) {
            throw new ApiException(
                400,
                "BAD_PARAMETER",
                "Parameter "
                    + ApiException.shown(name)
                    + ": there is none here; "
                    + (allowed.length == 0
                        ? "none is allowed."
                        : "allowed are " + String.join(", ", allowed) + "."));
          }
          if (texts.size() > 1) {
            throw new ApiException(
                400, "BAD_PARAMETER", "Parameter " + name + ": given " + texts.size() + " times.");
          }
        });
    return new Parameters(values);
  }

  /** A text, or null where it is absent. */
  String text(String name) {
    List<String> texts = values.get(name);
    if (texts == null || texts.isEmpty()) {
      return null;
    }
    if (texts.get(0).isEmpty()) {
      throw ApiException.badParameter(name, "", "a text that is not empty");
    }
    return texts.get(0);
  }

  /** A point of time. */
  OptionalLong time(String name) {
    String text = text(name);
    return text == null ? OptionalLong.empty() : OptionalLong.of(time(name, text));
  }

  /** A point of time that must be there. */
  long requiredTime(String name) {
    return time(name)
        .orElseThrow(
            () ->
                new ApiException(
                    400,
                    "BAD_PARAMETER",
                    "Parameter " + name + ": missing; allowed is " + TIME + "."));
  }

  /** A point of time that was given as a text. */
  static long time(String name, String text) {
    return number(name, text, 1, LAST_TIME, TIME);
  }

  int integer(String name, int absent, int min, int max) {
    String text = text(name);
    return text == null
        ? absent
        : (int) number(name, text, min, max, "an integer from " + min + " to " + max);
  }

  private static long number(String name, String text, long min, long max, String allowed) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw ApiException.badParameter(name, text, allowed);
  }

  /** A room's status, or null where it is absent. */
  Status status(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return Arrays.stream(Status.values())
        .filter(status -> status.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badParameter(
                    name,
                    text,
                    "one of "
                        + Arrays.stream(Status.values())
                            .map(Status::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
