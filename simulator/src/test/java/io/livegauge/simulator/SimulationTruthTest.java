package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.UserHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Judges simulated records by the contract's rules, and compares with what the simulator says. */
class SimulationTruthTest {
  private static final long START = 1_700_000_000_000L;

  @Test
  void shouldKnowTheFateOfEveryRecordInAFile() {
    SimulationConfig config = SimulationConfig.file(7, 8, 100, 25 * 60_000, START);
    Judged judged = judge(config);

    assertThat(judged.wrong).isEmpty();
    assertThat(judged.totals.expected().keySet())
        .contains(
            "accepted",
            "settlement",
            "INVALID",
            "STREAM_ENDED",
            "DUPLICATE_ID",
            "DUPLICATE_LOGIN",
            "DUPLICATE_INTERACTION",
            "DUPLICATE_CART",
            "DUPLICATE_ORDER",
            "DUPLICATE_AD",
            "ORPHAN_CLICK",
            "ABNORMAL_ACCESS",
            "ABNORMAL_CART",
            "ABNORMAL_ORDER",
            "SUSPECT_RATING")
        .doesNotContain("LATE", "FUTURE");
    assertThat(judged.totals.excess()).isEqualTo(judged.excess);
    assertThat(judged.totals.excess()).containsKeys("like", "barrage", "product_click", "share");
  }

  @Test
  void shouldKnowTheFateOfEveryRecordInKafka() {
    SimulationConfig config = SimulationConfig.live(8, 8, 100, 15 * 60_000, START);
    Judged judged = judge(config);

    assertThat(judged.wrong).isEmpty();
    assertThat(judged.totals.expected()).containsKeys("LATE", "FUTURE", "INVALID");
  }

  @Property(tries = 12)
  void shouldNeverRejectANormalRecord(@ForAll long seed) {
    SimulationConfig config =
        SimulationConfig.file(seed, 3, 50, 6 * 60_000, START + (seed & 0xFFFFFFFFL))
            .with(EnumSet.noneOf(Impairment.class));
    Judged judged = judge(config);

    assertThat(judged.wrong).isEmpty();
    assertThat(judged.excess).isEmpty();
    assertThat(judged.totals.injected()).isZero();
    assertThat(judged.totals.expected()).containsOnlyKeys(Truth.ACCEPTED);
  }

  @Property(tries = 8)
  void shouldBeRightAboutEveryInjectionWhateverTheSeed(@ForAll long seed) {
    Judged judged = judge(SimulationConfig.file(seed, 4, 50, 14 * 60_000, START));

    assertThat(judged.wrong).isEmpty();
    assertThat(judged.totals.excess()).isEqualTo(judged.excess);
  }

  /** What the rules make of a run, where it differs from the truth. */
  private record Judged(List<String> wrong, Map<String, Long> excess, SimulationTotals totals) {}

  private static Judged judge(SimulationConfig config) {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    Map<String, List<Event>> streams = new TreeMap<>();
    Map<Event, SimulatedRecord> records = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    SimulationTotals totals = new SimulationTotals(config);

    Simulation simulation = new Simulation(config);
    while (simulation.hasNext()) {
      SimulatedRecord r = simulation.next();
      totals.add(r);
      Truth truth = r.truth();
      Decoded decoded =
          config.medium() == Medium.LIVE
              ? decoder.fromKafka(r.value(), r.topic(), 0, truth.n(), r.emitTime())
              : decoder.fromFile(r.value(), "events.jsonl", truth.n());
      if (decoded instanceof PackedEvent valid) {
        Event e = valid.unpack();
        if (r.emitTime() - e.eventTime > 30_000) {
          check(wrong, truth, Reason.LATE.name(), config.medium() == Medium.LIVE);
          if (config.medium() == Medium.LIVE) {
            continue;
          }
        }
        streams.computeIfAbsent(e.streamId, k -> new ArrayList<>()).add(e);
        records.put(e, r);
      } else if (decoded instanceof Decoded.Rejected rejected) {
        check(wrong, truth, rejected.rejection().reason().name(), true);
        if (r.value() != null && !rejected.rejection().sha256().equals(truth.sha256())) {
          wrong.add("sha256 of " + truth);
        }
      }
      if (config.medium() == Medium.FILE) {
        String line = new String(r.value(), StandardCharsets.UTF_8);
        if (line.isBlank() || line.indexOf('\n') >= 0) {
          wrong.add("no line: " + truth);
        }
      }
    }
    Map<String, Long> excess = new TreeMap<>();
    for (List<Event> events : streams.values()) {
      CleaningOracle oracle = new CleaningOracle(events);
      oracle.excess().forEach((type, cut) -> excess.merge(type.wireName(), cut, Long::sum));
      // Of records with equal bytes any may be the original: compare their fates as sets.
      Map<String, List<String>> found = new HashMap<>();
      Map<String, List<String>> told = new HashMap<>();
      for (Event e : events) {
        Truth truth = records.get(e).truth();
        if (!truth.definite()) {
          continue;
        }
        String bytes = new String(records.get(e).value(), StandardCharsets.UTF_8);
        found.computeIfAbsent(bytes, k -> new ArrayList<>()).add(oracle.fate(e));
        told.computeIfAbsent(bytes, k -> new ArrayList<>()).add(truth.expected());
      }
      found.forEach(
          (bytes, fates) -> {
            List<String> expected = told.get(bytes);
            fates.sort(null);
            expected.sort(null);
            if (!fates.equals(expected)) {
              wrong.add(bytes + ": " + fates + ", told " + expected);
            }
          });
    }
    return new Judged(wrong, excess, totals);
  }

  private static void check(List<String> wrong, Truth truth, String fate, boolean applies) {
    if (applies && !truth.expected().equals(fate)) {
      wrong.add(truth + " is " + fate);
    }
  }
}
