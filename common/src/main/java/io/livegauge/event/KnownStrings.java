package io.livegauge.event;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings seen before, found by their UTF-8 bytes, so that what comes again and again (the ids of
 * streams, the names of files) is one object. It forgets: every string has one place, where the
 * last one stays.
 *
 * <p>Threads may share it: a place is read and written in one piece, and at worst a string is made
 * twice. It travels empty.
 */
public final class KnownStrings implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PLACES = 1024;

  private final transient Known[] places = new Known[PLACES];

  private record Known(byte[] utf8, String text) {}

  /** The string of those bytes, which are UTF-8. */
  String of(byte[] bytes, int from, int to) {
    int place = (int) ByteHash.of(0, bytes, from, to) & (PLACES - 1);
    Known known = places[place];
    if (known == null || !Arrays.equals(known.utf8, 0, known.utf8.length, bytes, from, to)) {
      byte[] utf8 = Arrays.copyOfRange(bytes, from, to);
      known = new Known(utf8, new String(utf8, StandardCharsets.UTF_8));
      places[place] = known;
    }
    return known.text;
  }

  private Object readResolve() {
    return new KnownStrings();
  }
}
