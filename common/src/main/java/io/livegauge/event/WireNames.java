package io.livegauge.event;

import static io.livegauge.event.EventFormat.LONGS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Finds the constant of a wire name by the name's bytes, without making a string of them. */
final class WireNames<E> {
  /** Seldom are two names at one place: one in eight is taken at most. */
  private static final int SPARE = 8;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final byte[][] names;
  private final E[] values;
  private final int shift;

  /** The names of those values, which are ASCII. */
  WireNames(E[] values, Function<E, String> name) {
    int places = Integer.highestOneBit(values.length * SPARE - 1) << 1;
    this.names = new byte[places][];
    this.values = Arrays.copyOf(values, places);
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(places);
    for (E value : values) {
      byte[] bytes = name.apply(value).getBytes(StandardCharsets.US_ASCII);
      int place = place(bytes, 0, bytes.length);
      while (names[place] != null) {
        place = next(place);
      }
      names[place] = bytes;
      this.values[place] = value;
    }
  }

  /** The value whose name these bytes are, or null. */
  E of(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    while (names[place] != null) {
      if (Arrays.equals(names[place], 0, names[place].length, bytes, from, to)) {
        return values[place];
      }
      place = next(place);
    }
    return null;
  }

  private int next(int place) {
    return place + 1 & names.length - 1;
  }

  /** By the length and the first eight bytes, in which all names differ that are long. */
  private int place(byte[] bytes, int from, int to) {
    int length = to - from;
    long word = 0;
    if (from + Long.BYTES <= bytes.length) {
      word = (long) LONGS.get(bytes, from);
      if (length < Long.BYTES) {
        word &= (1L << (length * Byte.SIZE)) - 1;
      }
    } else {
      for (int i = from; i < to; i++) {
        word |= (bytes[i] & 0xFFL) << ((i - from) * Byte.SIZE);
      }
    }
    return (int) (((word + length) * MIX) >>> shift);
  }
}
