package io.livegauge.dashboard.web;

import java.util.OptionalLong;

/** Where a reader of the live events has come to, as it is told: {@code INSTANCE-123}. */
final class Cursor {
  private Cursor() {}

  static String of(String instance, long sequence) {
    return instance + "-" + sequence;
  }

  /**
   * The sequence number of a text.
   *
   * @return empty where it is of another run of the server, or nothing that this one ever said
   */
  static OptionalLong sequence(String text, String instance) {
    if (!text.startsWith(instance + "-")) {
      return OptionalLong.empty();
    }
    String number = text.substring(instance.length() + 1);
    if (number.isEmpty()
        || number.length() > 18
        || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(number));
  }
}
