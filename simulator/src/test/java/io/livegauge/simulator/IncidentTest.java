package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.livegauge.event.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What befalls a room shows in its records, then and there alone. */
class IncidentTest {
  private static final long START = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final int ROOM = 1;
  private static final SimulationConfig CALM =
      SimulationConfig.file(3, 3, 60, 8 * MINUTE, START).with(Set.of());

  private static List<SimulatedRecord> run(Incident.Kind... kinds) {
    List<Incident> incidents = new ArrayList<>();
    for (Incident.Kind kind : kinds) {
      incidents.add(new Incident(kind, ROOM, 4 * MINUTE, 2 * MINUTE));
    }
    List<SimulatedRecord> records = new ArrayList<>();
    new Simulation(CALM.with(incidents)).forEachRemaining(records::add);
    return records;
  }

  private static long count(
      List<SimulatedRecord> records, int minute, Predicate<SimulatedRecord> which) {
    return records.stream()
        .filter(record -> record.truth().streamId().startsWith("s002"))
        .filter(record -> (record.truth().eventTime() - START) / MINUTE == minute)
        .filter(which)
        .count();
  }

  private static Predicate<SimulatedRecord> ofType(String type) {
    return record -> type.equals(record.type());
  }

  @Test
  void shouldLeaveOtherRoomsAndTheTimeBeforeAlone() {
    Map<String, List<String>> calm = elsewhere(run());

    for (Incident.Kind kind : Incident.Kind.values()) {
      assertThat(elsewhere(run(kind)).equals(calm)).as("%s", kind).isTrue();
    }
  }

  private static Map<String, List<String>> elsewhere(List<SimulatedRecord> records) {
    return records.stream()
        .filter(
            record ->
                !record.truth().streamId().startsWith("s002")
                    || record.truth().eventTime() < START + 4 * MINUTE)
        .collect(
            Collectors.groupingBy(
                record -> record.truth().streamId(),
                Collectors.mapping(
                    record -> new String(record.value(), StandardCharsets.UTF_8),
                    Collectors.toList())));
  }

  @Test
  void shouldStopOrders() {
    List<SimulatedRecord> records = run(Incident.Kind.PAYMENT_DOWN);

    assertThat(count(records, 3, ofType("order_paid"))).isPositive();
    assertThat(count(records, 5, ofType("order_paid"))).isZero();
    assertThat(count(records, 7, ofType("order_paid"))).isPositive();
  }

  @Test
  void shouldMakeViewersDoLittleButWatch() {
    List<SimulatedRecord> records = run(Incident.Kind.HOST_FALTERS);

    assertThat(count(records, 5, ofType("like"))).isLessThan(count(records, 3, ofType("like")) / 4);
    assertThat(count(records, 5, ofType("product_impression")))
        .isGreaterThan(count(records, 3, ofType("product_impression")));
  }

  @Test
  void shouldEmptyTheRoom() {
    List<SimulatedRecord> records = run(Incident.Kind.VIEWERS_LEAVE);

    assertThat(count(records, 5, ofType("heartbeat")))
        .isLessThan(count(records, 3, ofType("heartbeat")) / 2);
  }

  @Test
  void shouldPourGifts() {
    List<SimulatedRecord> records = run(Incident.Kind.GIFT_WAVE);

    assertThat(count(records, 5, ofType("gift")))
        .isGreaterThan(4 * count(records, 3, ofType("gift")));
  }

  @Test
  void shouldSendBotsBesideTheViewers() {
    List<SimulatedRecord> records = run(Incident.Kind.BOT_SURGE);
    Predicate<SimulatedRecord> isBot = record -> record.truth().kind().equals("bot_surge");

    assertThat(count(records, 5, isBot)).isGreaterThan(500);
    assertThat(count(records, 3, isBot)).isZero();
    assertThat(count(records, 5, isBot.negate()))
        .isGreaterThan(count(records, 3, isBot.negate()) / 2);
  }

  @Test
  void shouldRepeatHalfOfTheRecords() {
    List<SimulatedRecord> records = run(Incident.Kind.FEED_REPEATS);
    Predicate<SimulatedRecord> isRepeated =
        record -> record.truth().expected().equals(Reason.DUPLICATE_ID.name());

    long repeated = count(records, 5, isRepeated);
    assertThat(repeated * 3.0 / count(records, 5, record -> true)).isBetween(0.8, 1.2);
    assertThat(count(records, 3, isRepeated)).isZero();
  }

  @Test
  void shouldLoseTheRoomsRecords() {
    List<SimulatedRecord> records = run(Incident.Kind.FEED_DOWN);

    assertThat(count(records, 3, record -> true)).isPositive();
    assertThat(count(records, 4, record -> true) + count(records, 5, record -> true)).isZero();
    assertThat(count(records, 6, record -> true)).isPositive();
  }

  @Test
  void shouldTakeTurns() {
    List<Incident> incidents = Incident.inTurn(7, 5, 60 * MINUTE);

    assertThat(incidents).hasSize(15).isEqualTo(Incident.inTurn(7, 5, 60 * MINUTE));
    assertThat(incidents.stream().map(Incident::kind)).contains(Incident.Kind.values());
    assertThat(incidents).allMatch(incident -> incident.stream() < 5);
    assertThat(Incident.inTurn(7, 5, MINUTE)).isEmpty();
    assertThat(Incident.inTurn(7, 2, 60 * MINUTE)).isEmpty();
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incident(Incident.Kind.GIFT_WAVE, -1, 0, 1))
        .withMessage("stream is -1: 0 or more is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incident(Incident.Kind.GIFT_WAVE, 0, -1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incident(Incident.Kind.GIFT_WAVE, 0, 0, 0))
        .withMessage("duration is 0 ms: 1 or more is allowed");
  }
}
