package io.livegauge.benchmark.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A world made for weighing state: every viewer of every stream sends the same number of heartbeats
 * within the same minute, so that nothing but one number differs between two worlds. Pure.
 *
 * @param streams number of streams, 1 or more
 * @param viewers in all streams together
 * @param events of each viewer; every one leaves a fingerprint
 */
record StateWorld(int streams, int viewers, int events) {
  private static final long SPAN_MILLIS = 60_000;

  /** When the last event is, after the first. */
  static long spanMillis() {
    return SPAN_MILLIS;
  }

  /** How many events there are in all. */
  long size() {
    return (long) viewers * events;
  }

  /** The time of an event after the first, ms. */
  long offsetMillis(long event) {
    return size() == 1 ? 0 : event * SPAN_MILLIS / (size() - 1);
  }

  /** Hands out all events in the order of their times, as stream and JSON. */
  void write(long startMillis, BiConsumer<String, byte[]> to) {
    for (long event = 0; event < size(); event++) {
      long viewer = event % viewers;
      String stream = String.format(Locale.ROOT, "stream-%06d", viewer % streams);
      to.accept(
          stream,
          String.format(
                  Locale.ROOT,
                  "{\"eventId\":\"%s\",\"type\":\"heartbeat\",\"streamId\":\"%s\","
                      + "\"userId\":\"user-%010d\",\"eventTime\":%d}",
                  new UUID(viewer, event),
                  stream,
                  viewer,
                  startMillis + offsetMillis(event))
              .getBytes(UTF_8));
    }
  }
}
