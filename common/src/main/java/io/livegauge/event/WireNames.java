package io.livegauge.event;

import static io.livegauge.event.EventFormat.LONGS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Finds the constant of a wire name by the name's bytes, without making a string of them. */
final class WireNames<E> {
  /** One place in eight is taken at most, so names seldom meet. */
  private static final int SPARE = 8;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final E[] values;
  private final int shift;

  // By place: the name, its first eight bytes, and which value it is
  private final byte[][] names;
  private final long[] words;
  private final int[] indexes;

  /** The names of those values, which are ASCII. */
  WireNames(E[] values, Function<E, String> name) {
    int places = Integer.highestOneBit(values.length * SPARE - 1) << 1;
    this.values = values.clone();
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(places);
    this.names = new byte[places][];
    this.words = new long[places];
    this.indexes = new int[places];
    for (int i = 0; i < values.length; i++) {
      byte[] bytes = name.apply(values[i]).getBytes(StandardCharsets.US_ASCII);
      long word = word(bytes, 0, bytes.length);
      int place = place(word, bytes.length);
      while (names[place] != null) {
        place = next(place);
      }
      names[place] = bytes;
      words[place] = word;
      indexes[place] = i;
    }
  }

  /** The value whose name these bytes are, or null. */
  E of(byte[] bytes, int from, int to) {
    long word = word(bytes, from, to);
    int place = place(word, to - from);
    for (; names[place] != null; place = next(place)) {
      if (words[place] == word && isName(names[place], bytes, from, to)) {
        return values[indexes[place]];
      }
    }
    return null;
  }

  /** Whether bytes that begin as the name does are the name. */
  private static boolean isName(byte[] name, byte[] bytes, int from, int to) {
    int length = to - from;
    return name.length == length
        && (length <= Long.BYTES
            || Arrays.equals(name, Long.BYTES, length, bytes, from + Long.BYTES, to));
  }

  private int place(long word, int length) {
    return (int) (((word + length) * MIX) >>> shift);
  }

  private int next(int place) {
    return (place + 1) & (names.length - 1);
  }

  /** The first eight bytes of a name; 0 for what a shorter one has not. */
  private static long word(byte[] bytes, int from, int to) {
    int length = to - from;
    if (from + Long.BYTES <= bytes.length) {
      long word = (long) LONGS.get(bytes, from);
      return length < Long.BYTES ? word & ((1L << (length * Byte.SIZE)) - 1) : word;
    }
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (bytes[i] & 0xFFL) << ((i - from) * Byte.SIZE);
    }
    return word;
  }
}
