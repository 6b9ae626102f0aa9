package io.livegauge.job.reference;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The semantics as a batch: reads a whole set of events and says what the job must publish of it.
 * Written for comparison, sentence by sentence from the text: lists are scanned again and again,
 * and nothing is kept that can be counted anew.
 */
public final class Reference {
  private Reference() {}

  /**
   * Runs all sessions of all streams to their ends.
   *
   * @param events valid records in any order; none is late
   */
  public static ReferenceResult run(List<Event> events, ReferenceOptions options) {
    Map<String, List<Event>> byStream = new TreeMap<>();
    for (Event event : events) {
      byStream.computeIfAbsent(event.streamId, id -> new ArrayList<>()).add(event);
    }
    List<Measurement> measurements = new ArrayList<>();
    // Events have no equality but identity.
    Map<Event, Reason> rejections = new HashMap<>();
    List<ReferenceResult.Settled> settlements = new ArrayList<>();
    Set<Event> accepted = new HashSet<>();
    for (List<Event> ofStream : byStream.values()) {
      ofStream.sort(CanonicalOrder.INSTANCE);
      StreamReplay replay = new StreamReplay(ofStream, options);
      replay.run();
      measurements.addAll(replay.measurements());
      for (Event event : replay.streamEnded()) {
        rejections.put(event, Reason.STREAM_ENDED);
      }
      settlements.addAll(replay.settlements());
      for (Judged judged : replay.valid()) {
        if (judged.reason() == null) {
          accepted.add(judged.event());
        } else {
          rejections.put(judged.event(), judged.reason());
        }
      }
    }
    return new ReferenceResult(measurements, rejections, settlements, accepted);
  }
}
