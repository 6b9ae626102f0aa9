package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Settlement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelFixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AvroRowsTest {
  @Property(tries = 200)
  void shouldReadBackAWindowRow(@ForAll long seed) throws IOException {
    ScoreRecord record = random(seed);
    ScoreRecord read = WindowRows.INSTANCE.fromAvro(WindowRows.INSTANCE.toAvro(record));

    assertThat(read).isEqualTo(record.withAdvice(List.of()));
    assertThat(read.toJson()).isEqualTo(record.withAdvice(List.of()).toJson());
    assertThat(WindowRows.INSTANCE.toAvro(read)).isEqualTo(WindowRows.INSTANCE.toAvro(record));
  }

  @Property(tries = 100)
  void shouldReadBackAWholeRecord(@ForAll long seed) throws IOException {
    ScoreRecord record = random(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScoreRecordFormat.write(record, new DataOutputStream(out));
    ScoreRecord read =
        ScoreRecordFormat.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

    assertThat(read).isEqualTo(record);
    assertThat(read.toJson()).isEqualTo(record.toJson());
  }

  @Test
  void shouldReadBackAFileRowByRow() throws IOException {
    List<ScoreRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(random(i).withAdvice(List.of()));
    }
    byte[] file = file(WindowRows.INSTANCE, records);

    assertThat(rows(WindowRows.INSTANCE, file)).isEqualTo(records);
    assertThat(file(WindowRows.INSTANCE, List.of())).isNotEmpty();
    assertThat(rows(WindowRows.INSTANCE, file(WindowRows.INSTANCE, List.of()))).isEmpty();
  }

  @Test
  void shouldReadBackSettlements() throws IOException {
    List<Settlement> settlements = settlements();
    byte[] file = file(SettlementRows.INSTANCE, settlements);

    assertThat(rows(SettlementRows.INSTANCE, file))
        .usingRecursiveComparison()
        .isEqualTo(settlements);
    for (Settlement settlement : settlements) {
      Settlement read =
          SettlementRows.INSTANCE.fromAvro(SettlementRows.INSTANCE.toAvro(settlement));
      assertThat(read.toJson()).isEqualTo(settlement.toJson());
    }
  }

  @Test
  void shouldRefuseWhatSettlesNothing() {
    Event like = event(EventType.LIKE, "e1");

    assertThatThrownBy(() -> SettlementRows.INSTANCE.toRecord(new Settlement(like, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("settles nothing: like");
  }

  @Test
  void shouldKeepNoUser() {
    assertThat(SettlementRows.INSTANCE.schema().getFields())
        .noneMatch(field -> field.name().toLowerCase(Locale.ROOT).contains("user"));
  }

  @Test
  void shouldSayWhatIsDamaged() throws IOException {
    byte[] file = file(WindowRows.INSTANCE, List.of(random(1)));

    assertThatThrownBy(() -> rows(WindowRows.INSTANCE, new byte[] {1, 2, 3, 4, 5, 6}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> rows(WindowRows.INSTANCE, Arrays.copyOf(file, file.length - 40)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> rows(WindowRows.INSTANCE, file(SettlementRows.INSTANCE, settlements())))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WindowRows.INSTANCE.fromAvro(new byte[] {2, 3}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                ScoreRecordFormat.read(
                    new DataInputStream(new ByteArrayInputStream(new byte[] {7}))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 7");
  }

  /** One of each type, with everything and with as little as may be. */
  static List<Settlement> settlements() {
    Event refund = event(EventType.ORDER_REFUNDED, "r1");
    refund.orderId = "o1";
    refund.itemId = "i7";
    refund.amount = 1_000_000_000_000L;
    Event rating = event(EventType.RATING, "r2");
    rating.stars = 4;
    rating.orderId = "o2";
    rating.text = "好 \uD83C\uDF89";
    Event bare = event(EventType.RATING, "r3");
    bare.stars = 1;
    Event answer = event(EventType.SURVEY_ANSWER, "r4");
    answer.item = "A22";
    answer.answer = 5;
    return List.of(
        new Settlement(refund, 1_700_000_001_234L),
        new Settlement(rating, null),
        new Settlement(bare, 1_700_000_001_234L),
        new Settlement(answer, null));
  }

  private static Event event(EventType type, String eventId) {
    Event event = new Event();
    event.type = type;
    event.streamId = "s1";
    event.eventId = eventId;
    event.eventTime = 1_700_000_400_000L;
    return event;
  }

  private static ScoreRecord random(long seed) {
    Random random = new Random(seed);
    Model challenger = random.nextBoolean() ? ModelFixtures.random(random, 8) : null;
    return Scorer.score(
        MeasurementFixtures.random(random),
        ModelFixtures.random(random, 5),
        challenger,
        ScoringOptions.DEFAULTS);
  }

  static <T> byte[] file(AvroRows<T> rows, List<T> all) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AvroRows.Writer<T> writer = rows.writeTo(out)) {
      for (T row : all) {
        writer.write(row);
      }
    }
    return out.toByteArray();
  }

  static <T> List<T> rows(AvroRows<T> rows, byte[] file) throws IOException {
    List<T> all = new ArrayList<>();
    try (AvroRows.Reader<T> reader = rows.readFrom(new ByteArrayInputStream(file))) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        all.add(row);
      }
    }
    return all;
  }
}
