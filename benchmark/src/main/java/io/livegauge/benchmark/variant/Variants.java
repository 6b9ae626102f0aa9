package io.livegauge.benchmark.variant;

import io.livegauge.benchmark.peer.FlinkSql;
import io.livegauge.benchmark.peer.KafkaStreamsHopping;
import io.livegauge.benchmark.peer.KafkaStreamsPanes;
import io.livegauge.benchmark.peer.PaneWindows;
import io.livegauge.benchmark.peer.PlainWindows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The variants by name, in the order in which they run and are shown. */
public final class Variants {
  /** A plain consumer. */
  public static final String DISCARD = "discard";

  /** Reading and decoding, and nothing else. */
  public static final String DECODE_ONLY = "decode-only";

  /** Livegauge with its state on the heap. */
  public static final String OURS_HASHMAP = "ours-hashmap";

  /** Livegauge with its state in RocksDB. */
  public static final String OURS_ROCKSDB = "ours-rocksdb";

  private static final Set<String> OWN = Set.of(DISCARD, DECODE_ONLY, OURS_HASHMAP, OURS_ROCKSDB);

  // Suppliers, so that a worker loads the engine of its own variant only
  private static final Map<String, Supplier<Variant>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put(DISCARD, Discard::new);
    BY_NAME.put(DECODE_ONLY, DecodeOnly::new);
    BY_NAME.put(OURS_HASHMAP, () -> Ours.on("hashmap"));
    BY_NAME.put(OURS_ROCKSDB, () -> Ours.on("rocksdb"));
    BY_NAME.put("plain-hashmap", () -> PlainWindows.on("hashmap"));
    BY_NAME.put("plain-rocksdb", () -> PlainWindows.on("rocksdb"));
    BY_NAME.put("panes-hashmap", () -> PaneWindows.on("hashmap"));
    BY_NAME.put("panes-rocksdb", () -> PaneWindows.on("rocksdb"));
    BY_NAME.put("flink-sql-hashmap", () -> FlinkSql.on("hashmap"));
    BY_NAME.put("flink-sql-rocksdb", () -> FlinkSql.on("rocksdb"));
    BY_NAME.put("kafka-streams", KafkaStreamsHopping::new);
    BY_NAME.put("kafka-streams-panes", KafkaStreamsPanes::new);
  }

  private Variants() {}

  /** All names, in order. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** Whether it is another's way to do a part of the work, and slow enough for smaller sizes. */
  public static boolean isPeer(String name) {
    return !OWN.contains(name);
  }

  /** Whether it is Livegauge itself. */
  public static boolean isOurs(String name) {
    return name.equals(OURS_HASHMAP) || name.equals(OURS_ROCKSDB);
  }

  /**
   * A new variant.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public static Variant create(String name) {
    Supplier<Variant> supplier = BY_NAME.get(name);
    if (supplier == null) {
      throw new IllegalArgumentException(
          "there is no variant '" + name + "'; there are " + String.join(", ", names()));
    }
    return supplier.get();
  }

  /**
   * Whether a variant's JVM must not see a jar. Flink's RocksDB and that of Kafka Streams are
   * builds of the same classes, so each gets its own alone.
   *
   * @param jar its file name
   */
  public static boolean hides(String name, String jar) {
    return jar.startsWith(name.startsWith("kafka-streams") ? "frocksdbjni" : "rocksdbjni");
  }
}
