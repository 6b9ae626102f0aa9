package io.livegauge.job.cleaning;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The key of an event: stream and bucket. It is asked for on both sides of the shuffle for every
 * event, so the keys of the streams at hand are kept and nobody changes them.
 *
 * <p>Each subtask has its own. Growth: the keys of {@link #MOST_STREAMS} streams, then it begins
 * anew.
 */
public final class BucketKeys implements KeySelector<BucketedEvent, Tuple2<String, Integer>> {
  /** The type of the keys. */
  public static final TypeInformation<Tuple2<String, Integer>> TYPE =
      Types.TUPLE(Types.STRING, Types.INT);

  private static final long serialVersionUID = 1L;
  private static final int MOST_STREAMS = 20_000;

  private final int buckets;
  private transient Map<String, Tuple2<String, Integer>[]> known;

  /**
   * @param buckets how many of them a stream has
   */
  public BucketKeys(int buckets) {
    this.buckets = buckets;
  }

  @Override
  public Tuple2<String, Integer> getKey(BucketedEvent input) {
    if (known == null || known.size() > MOST_STREAMS) {
      known = new HashMap<>();
    }
    String streamId = input.event().streamId();
    Tuple2<String, Integer>[] keys = known.get(streamId);
    if (keys == null) {
      keys = keysOf(streamId);
      known.put(streamId, keys);
    }
    return keys[input.bucket()];
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private Tuple2<String, Integer>[] keysOf(String streamId) {
    Tuple2<String, Integer>[] keys = new Tuple2[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      keys[bucket] = Tuple2.of(streamId, bucket);
    }
    return keys;
  }
}
