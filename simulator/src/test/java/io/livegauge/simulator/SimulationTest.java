package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final long START = 1_700_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldGiveTheSameBytesForTheSameConfiguration() {
    SimulationConfig config = SimulationConfig.file(42, 5, 80, 240_000, START);

    assertThat(digest(config)).isEqualTo(digest(config));
    assertThat(digest(config.to(Medium.LIVE))).isEqualTo(digest(config.to(Medium.LIVE)));
    assertThat(digest(SimulationConfig.file(43, 5, 80, 240_000, START)))
        .isNotEqualTo(digest(config));
    assertThat(digest(config.with(EnumSet.of(Impairment.LATE)))).isNotEqualTo(digest(config));
  }

  /** A change of the bytes is a change for everybody who keeps results of a seed: notice it. */
  @Test
  void shouldGiveTheBytesThatItGaveBefore() {
    assertThat(digest(SimulationConfig.file(1, 3, 40, 60_000, START)))
        .isEqualTo("ddb3b0e3a5871aa930412ea4ffcf1559378719bb615b49ce9017e1044b6674d7");
  }

  @ParameterizedTest
  @CsvSource({"20, 500, 120", "20, 278, 600", "1, 50, 600", "500, 500, 120", "3, 2000, 30"})
  void shouldKeepTheRate(int streams, double rate, int seconds) {
    SimulationTotals totals =
        totals(SimulationConfig.file(5, streams, rate, seconds * 1_000L, START));

    assertThat((double) totals.produced()).isCloseTo(rate * seconds, within(0.05 * rate * seconds));
  }

  @Test
  void shouldEmitInOrderAndCloseToEventTime() {
    SimulationConfig config = SimulationConfig.live(3, 10, 100, 300_000, START);
    Simulation simulation = new Simulation(config);
    long last = 0;
    long n = 0;
    Set<String> streams = new HashSet<>();
    while (simulation.hasNext()) {
      SimulatedRecord r = simulation.next();
      assertThat(r.emitTime()).isGreaterThanOrEqualTo(last);
      assertThat(r.truth().n()).isEqualTo(++n);
      last = r.emitTime();
      switch (r.truth().kind()) {
        case "late" -> assertThat(r.emitTime() - r.eventTime()).isPositive();
        case "future" -> assertThat(r.eventTime() - r.emitTime()).isGreaterThan(300_000 + 59_000);
        case "redelivery" -> assertThat(r.emitTime() - r.eventTime()).isBetween(0L, 2_600L);
        default -> assertThat(r.emitTime() - r.eventTime()).isBetween(0L, 1_500L);
      }
      if (r.truth().expected().equals("LATE")) {
        assertThat(r.emitTime() - r.eventTime()).isGreaterThanOrEqualTo(60_000);
      }
      streams.add(r.truth().streamId());
      assertThat(new String(r.key(), StandardCharsets.UTF_8)).isEqualTo(r.truth().streamId());
    }
    assertThat(streams).hasSize(10);
    assertThat(last).isLessThan(config.endTime() + 5_000);
    assertThatThrownBy(simulation::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void shouldAddUpItsTotals() {
    SimulationTotals t = totals(SimulationConfig.file(11, 6, 100, 300_000, START));

    assertThat(t.normal() + t.injected()).isEqualTo(t.produced());
    assertThat(sum(t.normalTypes().values())).isEqualTo(t.normal());
    assertThat(sum(t.injectedKinds().values())).isEqualTo(t.injected());
    assertThat(sum(t.expected().values())).isEqualTo(t.produced());
    assertThat(sum(t.topics().values())).isEqualTo(t.produced());
    assertThat(t.normalTypes()).containsKeys("order_paid", "gift", "game_join", "product_pin");
  }

  @ParameterizedTest
  @EnumSource(Impairment.class)
  void shouldInjectOnlyWhatIsAskedFor(Impairment only) {
    SimulationConfig config =
        SimulationConfig.live(9, 4, 60, 240_000, START).with(EnumSet.of(only));
    SimulationTotals totals = totals(config);

    // A quiet topic is something that does not come.
    assertThat(totals.injected() > 0).isEqualTo(only != Impairment.QUIET_TOPIC);
    assertThat(totals.injectedKinds().size())
        .isLessThan(only == Impairment.MALFORMED ? Integer.MAX_VALUE : 3);
  }

  @Test
  void shouldKeepATopicQuiet() {
    SimulationConfig config = SimulationConfig.file(2, 9, 150, 3_000_000, START);
    Simulation simulation = new Simulation(config.with(EnumSet.of(Impairment.QUIET_TOPIC)));
    long quietFrom = START + 700_000;
    long quietTo = START + 2_600_000;
    int before = 0;
    while (simulation.hasNext()) {
      SimulatedRecord r = simulation.next();
      if ("game_join".equals(r.type())) {
        before++;
        assertThat(r.eventTime() > quietFrom && r.eventTime() < quietTo).isFalse();
      }
    }
    assertThat(before).isPositive();
  }

  @Test
  void shouldWriteTheTruthAsItsSchemaSays() throws IOException {
    SimulationConfig config = SimulationConfig.live(4, 5, 80, 200_000, START);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TruthWriter truth = TruthWriter.to(bytes, config)) {
      new Simulation(config).forEachRemaining(truth::add);
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();

    assertValid(lines);
    JsonNode last = JSON.readTree(lines.get(lines.size() - 1)).get("summary");
    assertThat(last.get("injected").asInt()).isEqualTo(lines.size() - 1);
  }

  @Test
  void shouldStillWriteTheTruthAsInTheGoldenFile() throws IOException {
    SimulationConfig config = SimulationConfig.live(6, 2, 20, 20_000, START);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TruthWriter truth = TruthWriter.to(bytes, config)) {
      new Simulation(config).forEachRemaining(truth::add);
    }
    String golden = resource("/golden/truth.jsonl");

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(golden);
    assertValid(golden.lines().toList());
  }

  @Test
  void shouldNameWhatIsWrongWithAConfiguration() {
    assertThatThrownBy(() -> SimulationConfig.file(1, 0, 10, 60_000, START))
        .hasMessage("streams is 0: 1 to 100000 is allowed");
    assertThatThrownBy(() -> SimulationConfig.file(1, 1, Double.NaN, 60_000, START))
        .hasMessageContaining("rate is NaN");
    assertThatThrownBy(() -> SimulationConfig.file(1, 1, 1, 10, START))
        .hasMessageContaining("duration is 10 ms");
    assertThatThrownBy(() -> SimulationConfig.file(1, 1, 1, 60_000, 0))
        .hasMessageContaining("start time is 0");
  }

  private static void assertValid(List<String> lines) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(resource("/io/livegauge/simulator/truth.schema.json"));
    for (String line : lines) {
      assertThat(schema.validate(JSON.readTree(line))).as(line).isEmpty();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private static SimulationTotals totals(SimulationConfig config) {
    SimulationTotals totals = new SimulationTotals(config);
    new Simulation(config).forEachRemaining(totals::add);
    return totals;
  }

  private static String digest(SimulationConfig config) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new Simulation(config)
          .forEachRemaining(
              r -> {
                digest.update(r.key());
                if (r.value() != null) {
                  digest.update(r.value());
                }
                digest.update(Long.toString(r.emitTime()).getBytes(StandardCharsets.UTF_8));
                digest.update(r.truth().toJson());
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
