package io.livegauge.benchmark.latency;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/**
 * Times from slice ends to readable records. Only the first record of a stream and slice end
 * counts: after a failure, or while nothing is exactly once, one may come again.
 *
 * <p>A stream that has a record before the slice ends that are asked for must have one at each of
 * them, so what is missing is known, and cannot make the figures look better. Not thread-safe.
 */
final class Latencies {
  /** Microseconds are kept to three digits. */
  private static final int DIGITS = 3;

  private final Map<Long, Map<String, Arrival>> bySliceEnd = new TreeMap<>();
  private long repeated;

  /** A record's own time and that of its reading, epoch µs. */
  private record Arrival(long writtenMicros, long readMicros) {}

  /**
   * Times of some slice ends.
   *
   * @param whole µs from the slice's end to the reading
   * @param written µs from the slice's end to when the job handed the record to its producer
   * @param expected how many records there must be
   * @param missing how many of them did not come
   */
  record Summary(Histogram whole, Histogram written, long expected, long missing) {}

  /**
   * Takes a record that was read.
   *
   * @param writtenMillis the producer's time of the record
   */
  void take(String streamId, long sliceEnd, long writtenMillis, long readMicros) {
    Arrival first =
        bySliceEnd
            .computeIfAbsent(sliceEnd, any -> new HashMap<>())
            .putIfAbsent(streamId, new Arrival(writtenMillis * 1000, readMicros));
    if (first != null) {
      repeated++;
    }
  }

  /** Records beyond the first of their stream and slice end. */
  long repeated() {
    return repeated;
  }

  /** Records at these slice ends that must be there and are not. */
  long missing(List<Long> sliceEnds) {
    return summary(sliceEnds).missing();
  }

  /** What is known of some slice ends, of those streams that had a record before the first. */
  Summary summary(List<Long> sliceEnds) {
    Histogram whole = new Histogram(DIGITS);
    Histogram written = new Histogram(DIGITS);
    if (sliceEnds.isEmpty()) {
      return new Summary(whole, written, 0, 0);
    }
    Set<String> streams = streamsBefore(new TreeSet<>(sliceEnds).first());
    long missing = 0;
    for (long sliceEnd : sliceEnds) {
      Map<String, Arrival> arrivals = bySliceEnd.getOrDefault(sliceEnd, Map.of());
      for (String stream : streams) {
        Arrival arrival = arrivals.get(stream);
        if (arrival == null) {
          missing++;
        } else {
          whole.recordValue(after(sliceEnd, arrival.readMicros()));
          written.recordValue(after(sliceEnd, arrival.writtenMicros()));
        }
      }
    }
    return new Summary(whole, written, (long) streams.size() * sliceEnds.size(), missing);
  }

  private static long after(long sliceEnd, long micros) {
    return Math.max(0, micros - sliceEnd * 1000);
  }

  private Set<String> streamsBefore(long sliceEnd) {
    Set<String> streams = new HashSet<>();
    bySliceEnd.forEach(
        (end, arrivals) -> {
          if (end < sliceEnd) {
            streams.addAll(arrivals.keySet());
          }
        });
    return streams;
  }
}
