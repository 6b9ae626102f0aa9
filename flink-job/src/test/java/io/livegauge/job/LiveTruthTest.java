package io.livegauge.job;

import io.livegauge.event.EventDecoder;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Cleaning against the simulator's truth for a live run, where records can also be late, from the
 * future or without a value. Records come when the simulator says that they reach the broker, and
 * event time goes on as it does there: with the clock, less the delay and the bound.
 */
class LiveTruthTest {
  private static final long BOUND_AND_DELAY_MILLIS = 5_000 + 3_000;
  private static final long MAX_AHEAD_MILLIS = 300_000;

  @Test
  void shouldRejectLiveWhatDeservesIt() throws Exception {
    List<SimulatedRecord> records = new ArrayList<>();
    new Simulation(SimulationConfig.live(5, 8, 60, 10 * 60_000, 1_700_000_000_000L))
        .forEachRemaining(records::add);
    EventDecoder decoder =
        new EventDecoder(new UserHasher(new byte[UserHasher.KEY_LENGTH]), MAX_AHEAD_MILLIS);
    try (RoadHarness road = new RoadHarness(Rules.of(JobConfig.defaults()))) {
      for (int i = 0; i < records.size(); i++) {
        SimulatedRecord record = records.get(i);
        road.take(decoder.fromKafka(record.value(), record.topic(), 0, i, record.emitTime()));
        road.advance(record.emitTime() - BOUND_AND_DELAY_MILLIS);
      }
      road.end();

      Map<Long, String> fates = new HashMap<>();
      for (Rejection rejection : road.rejections) {
        fates.put(rejection.offset(), rejection.reason().name());
      }
      for (Settlement settlement : road.settlements) {
        fates.put(settlement.event().offset, Truth.SETTLEMENT);
      }
      TruthTable table = new TruthTable();
      for (int i = 0; i < records.size(); i++) {
        table.add(records.get(i), fates.get((long) i));
      }
      table.check(
          "Cleaning of a live run against the truth",
          Set.of(
              Truth.ACCEPTED,
              Truth.SETTLEMENT,
              Reason.INVALID.name(),
              Reason.FUTURE.name(),
              Reason.LATE.name(),
              Reason.STREAM_ENDED.name(),
              Reason.DUPLICATE_ID.name(),
              Reason.ORPHAN_CLICK.name(),
              Reason.SUSPECT_RATING.name()));
    }
  }
}
