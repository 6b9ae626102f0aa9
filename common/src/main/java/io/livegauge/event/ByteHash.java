package io.livegauge.event;

/**
 * A plain 64-bit hash of bytes, for what needs not be hidden. Hashes are kept in state, so the
 * function is never changed.
 */
final class ByteHash {
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  private ByteHash() {}

  /** Takes eight bytes at a time; the last step is that of SplitMix64. */
  static long of(long seed, byte[] bytes, int from, int to) {
    long hash = seed + (to - from) * SECOND;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) EventFormat.LONGS.get(bytes, at)) * FIRST;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << 8) | (bytes[at] & 0xFF);
    }
    hash ^= rest;
    hash = (hash ^ hash >>> 30) * FIRST;
    hash = (hash ^ hash >>> 27) * SECOND;
    return hash ^ hash >>> 31;
  }
}
