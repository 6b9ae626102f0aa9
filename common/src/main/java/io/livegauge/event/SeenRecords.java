package io.livegauge.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which records were met before, by their coordinates. The job writes the quarantine at least once:
 * after a failure the same record can be in it twice.
 *
 * <p>Memory is bounded: remembered are, in bits, the [8,192] newest stretches of 4,096 offsets that
 * hold a record that was met, which is 4 MiB at most. Not thread-safe.
 */
public final class SeenRecords {
  /** How many stretches are remembered. */
  public static final int MOST_STRETCHES = 8_192;

  /** How many offsets are in a stretch. */
  public static final int STRETCH_OFFSETS = 1 << 12;

  private final Map<Stretch, long[]> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Stretch, long[]> eldest) {
          return size() > MOST_STRETCHES;
        }
      };

  private record Stretch(String topic, int partition, long number) {}

  /** Remembers a record; whether it was not met before. */
  public boolean add(String topic, int partition, long offset) {
    Stretch stretch = new Stretch(topic, partition, offset / STRETCH_OFFSETS);
    long[] bits = seen.computeIfAbsent(stretch, key -> new long[STRETCH_OFFSETS / Long.SIZE]);
    int bit = (int) (offset % STRETCH_OFFSETS);
    long mask = 1L << (bit % Long.SIZE);
    boolean isFirst = (bits[bit / Long.SIZE] & mask) == 0;
    bits[bit / Long.SIZE] |= mask;
    return isFirst;
  }
}
