package io.livegauge.job.cleaning;

import io.livegauge.event.Event;
import io.livegauge.event.PackedEvent;
import io.livegauge.job.config.Rules;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Partials as one bucket sends them. */
public final class PartialFixtures {
  private PartialFixtures() {}

  /** Of every slice that holds events of the stream, in their order. */
  public static List<SlicePartial> of(Rules rules, String streamId, List<Event> events) {
    TreeMap<Long, List<BucketedEvent>> slices = new TreeMap<>();
    for (Event event : events) {
      slices
          .computeIfAbsent(rules.sliceEndOf(event.eventTime), end -> new ArrayList<>())
          .add(new BucketedEvent(PackedEvent.of(event), 0, true, false));
    }
    BucketRules bucketRules = new BucketRules(rules);
    BucketState state = new BucketState(rules.fingerprintMillis);
    List<SlicePartial> partials = new ArrayList<>();
    for (Map.Entry<Long, List<BucketedEvent>> slice : slices.entrySet()) {
      partials.add(
          bucketRules.close(streamId, slice.getKey(), slice.getValue(), state, rejection -> {}));
    }
    return partials;
  }

  /** Whether two tallies hold the same; their columns may have room to spare. */
  public static boolean sameEntries(Tally one, Tally other) {
    return entries(one).equals(entries(other));
  }

  private static Map<Long, Long> entries(Tally tally) {
    Map<Long, Long> entries = new TreeMap<>();
    tally.forEach(entries::put);
    return entries;
  }
}
