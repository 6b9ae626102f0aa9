package io.livegauge.event;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Turns raw user ids into 64-bit keyed hashes: SipHash-2-4 (Aumasson and Bernstein, 2012) of the
 * id's UTF-8 bytes. Without the key a hash says nothing about the id. Immutable.
 */
public final class UserHasher implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Length of the secret key in bytes. */
  public static final int KEY_LENGTH = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;

  /**
   * @param key16 the secret key, 16 bytes
   * @throws IllegalArgumentException if it has another length
   */
  public UserHasher(byte[] key16) {
    if (key16.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The user hash key has " + key16.length + " bytes; it must have " + KEY_LENGTH);
    }
    k0 = (long) LONGS.get(key16, 0);
    k1 = (long) LONGS.get(key16, Long.BYTES);
  }

  /** The hash of a user id; never 0, which stands for "no user". */
  public long hash(String userId) {
    byte[] utf8 = userId.getBytes(StandardCharsets.UTF_8);
    return hash(utf8, 0, utf8.length);
  }

  /** The same hash of a user id that is UTF-8 already. */
  long hash(byte[] bytes, int from, int to) {
    long hash = sipHash(bytes, from, to);
    return hash == 0 ? 1 : hash;
  }

  /** SipHash-2-4 of any bytes. */
  long sipHash(byte[] bytes, int from, int to) {
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int length = to - from;
    int whole = from + (length & -Long.BYTES);
    // Two rounds for every word, the tail with the length in its highest byte; then four rounds.
    for (int at = from; at <= whole; at += Long.BYTES) {
      long word =
          at < whole ? (long) LONGS.get(bytes, at) : tail(bytes, at, to) | (long) length << 56;
      v3 ^= word;
      for (int round = 0; round < 2; round++) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    v2 ^= 0xFF;
    for (int round = 0; round < 4; round++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32) + v3;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private static long tail(byte[] bytes, int from, int to) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (bytes[i] & 0xFFL) << (8 * (i - from));
    }
    return word;
  }
}
