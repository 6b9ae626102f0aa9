package io.livegauge.local.kafka;

/**
 * Some records of a partition.
 *
 * @param from the first offset
 * @param to the offset after the last one
 */
public record Stretch(long from, long to) {
  /** Whether there can be no record in it. */
  public boolean isEmpty() {
    return from >= to;
  }

  /** At most the last so many offsets of it. */
  public Stretch last(long count) {
    return new Stretch(Math.max(from, to - count), to);
  }
}
