package io.livegauge.event;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The keyed hash that stands for a user, of ids of eight characters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {
  private static final int IDS = 1024;

  private final UserHasher hasher = new UserHasher(new byte[UserHasher.KEY_LENGTH]);
  private final String[] texts = new String[IDS];
  private final byte[][] bytes = new byte[IDS][];
  private int next;

  /** Makes the ids up. */
  public HashBenchmark() {
    for (int i = 0; i < IDS; i++) {
      texts[i] = "u" + (1_000_000 + i * 791);
      bytes[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Of the bytes of the record, as plain records take it. */
  @Benchmark
  public long ofBytes() {
    byte[] id = bytes[next()];
    return hasher.hash(id, 0, id.length);
  }

  /** Of a text. */
  @Benchmark
  public long ofText() {
    return hasher.hash(texts[next()]);
  }

  private int next() {
    next = (next + 1) % IDS;
    return next;
  }
}
