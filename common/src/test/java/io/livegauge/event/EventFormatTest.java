package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventFormatTest {
  private final KnownStrings known = new KnownStrings();
  private final EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);

  @Property
  void shouldReadWhatItWrote(@ForAll long seed, @ForAll int partition, @ForAll long offset)
      throws Exception {
    Event event = event(seed);
    boolean kafka = (seed & 1) == 0;
    event.partition = kafka ? partition : 0;
    event.offset = offset;
    event.file = kafka ? null : "day 直.jsonl";

    assertThat(read(write(event))).usingRecursiveComparison().isEqualTo(event);
  }

  @Property
  void shouldPackAndUnpack(@ForAll long seed, @ForAll long before) throws Exception {
    Event event = event(seed);
    PackedEvent packed = PackedEvent.of(event);
    Event reused = event(before);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    packed.write(new DataOutputStream(out));
    packed.unpackInto(reused);
    PackedEvent reread = PackedEvent.read(input(out.toByteArray()), known);

    assertThat(reused).usingRecursiveComparison().isEqualTo(event);
    assertThat(reread.unpack()).usingRecursiveComparison().isEqualTo(event);
    reread.unpackNamelessInto(reused, known);
    assertThat(reused.eventId).isNull();
    assertThat(reused).usingRecursiveComparison().ignoringFields("eventId").isEqualTo(event);
    assertThat(reread.eventId()).isEqualTo(event.eventId);
    assertThat(reread.type()).isEqualTo(event.type);
    assertThat(reread.streamId()).isEqualTo(event.streamId);
    assertThat(reread.userHash()).isEqualTo(event.userHash);
    assertThat(reread.eventTime()).isEqualTo(event.eventTime);
    assertThat(reread.offset()).isEqualTo(event.offset);
    assertThat(out.size()).isBetween(reread.size() + 1, reread.size() + 5);
  }

  @Test
  void shouldClearAllFields() throws Exception {
    Event event = new Event();
    for (java.lang.reflect.Field field : Event.class.getFields()) {
      Class<?> type = field.getType();
      field.set(
          event,
          type == EventType.class
              ? EventType.GIFT
              : type == SortedMap.class
                  ? new TreeMap<>()
                  : type == String.class
                      ? "x"
                      : type == boolean.class
                          ? (Object) true
                          : type == int.class ? (Object) 7 : (Object) 7L);
    }
    event.clear();

    assertThat(event).usingRecursiveComparison().isEqualTo(new Event());
  }

  @Property
  void shouldReadRejectionsItWrote(@ForAll long seed, @ForAll byte[] bytes, @ForAll boolean kafka)
      throws Exception {
    Rejection ofEvent = Rejection.of(Reason.LATE, "too late by 5 ms", event(seed));
    Decoded.Rejected ofBytes =
        (Decoded.Rejected)
            (kafka
                ? decoder.fromKafka(bytes, Topic.ACCESS, 5, seed, seed)
                : decoder.fromFile(bytes, "f", seed));

    assertThat(reread(ofEvent)).isEqualTo(ofEvent).hasSameHashCodeAs(ofEvent);
    assertThat(reread(ofBytes.rejection())).isEqualTo(ofBytes.rejection());
  }

  @Test
  void shouldHaveRoomForAllFields() {
    assertThat(EventType.values()).allMatch(type -> EventFields.of(type).size() <= Byte.SIZE);
    assertThat(Field.values()).hasSizeLessThanOrEqualTo(Long.SIZE);
  }

  @Test
  void shouldPinTheCodes() {
    // Ordinals are in state and savepoints: only append to these.
    assertThat(Arrays.toString(EventType.values()))
        .isEqualTo(
            "[LOGIN, LOGOUT, ENTER, LEAVE, HEARTBEAT, BARRAGE, LIKE, SHARE, GIFT, CART_ADD,"
                + " ORDER_PAID, ORDER_REFUNDED, PRODUCT_IMPRESSION, PRODUCT_CLICK, PRODUCT_PIN,"
                + " PRODUCT_UNPIN, RATING, FOLLOW, UNFOLLOW, AD_IMPRESSION, AD_CLICK, GAME_JOIN,"
                + " SURVEY_ANSWER, STREAM_START, STREAM_END]");
    assertThat(Arrays.toString(Reason.values()))
        .isEqualTo(
            "[INVALID, FUTURE, STREAM_ENDED, LATE, DUPLICATE_ID, DUPLICATE_LOGIN,"
                + " DUPLICATE_INTERACTION, DUPLICATE_CART, DUPLICATE_ORDER, DUPLICATE_AD,"
                + " ORPHAN_CLICK, ABNORMAL_ACCESS, ABNORMAL_CART, ABNORMAL_ORDER, SUSPECT_RATING,"
                + " INVALID_MODEL]");
    assertThat(Arrays.toString(Topic.values()))
        .isEqualTo(
            "[ACCESS, BARRAGE, LIKE, GIFT, CART, ORDER, PRODUCT, RATING, FOLLOW, AD, GAME, SURVEY,"
                + " STREAM, SCORES, SESSIONS, QUARANTINE, MODELS, ALERTS]");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() throws Exception {
    byte[] bytes = write(event(7));
    int at = bytes.length > 128 ? 2 : 1; // behind the length
    byte[] version = bytes.clone();
    version[at] = 9;
    byte[] type = bytes.clone();
    type[at + 1] = 99;

    assertThatThrownBy(() -> read(new byte[] {3, 1, 1, 1}))
        .isInstanceOf(IOException.class)
        .hasMessage("An event of 3 bytes");
    assertThatThrownBy(() -> read(version))
        .isInstanceOf(IOException.class)
        .hasMessage("Event format version 9; known is 1");
    assertThatThrownBy(() -> read(type))
        .isInstanceOf(IOException.class)
        .hasMessage("Event type code 99; the largest is 24");
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void shouldRefuseRejectionsItDoesNotKnow() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RejectionFormat.write(Rejection.of(Reason.LATE, "late", event(7)), new DataOutputStream(out));
    byte[] version = out.toByteArray();
    version[0] = 9;
    byte[] reason = out.toByteArray();
    reason[1] = 99;

    assertThatThrownBy(() -> RejectionFormat.read(input(version)))
        .isInstanceOf(IOException.class)
        .hasMessage("Rejection format version 9; known is 1");
    assertThatThrownBy(() -> RejectionFormat.read(input(reason)))
        .isInstanceOf(IOException.class)
        .hasMessage("Reason code 99; the largest is 15");
  }

  private Event event(long seed) throws IOException {
    RandomEvents events = new RandomEvents(new Random(seed));
    byte[] json =
        Schemas.MAPPER
            .writeValueAsString(events.valid(events.type()))
            .getBytes(StandardCharsets.UTF_8);
    return ((PackedEvent) decoder.fromFile(json, "f", 1)).unpack();
  }

  private static byte[] write(Event event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventFormat.write(event, new DataOutputStream(out));
    return out.toByteArray();
  }

  private static Event read(byte[] bytes) throws IOException {
    DataInputStream in = input(bytes);
    Event event = EventFormat.read(in);
    assertThat(in.available()).isZero();
    return event;
  }

  private static Rejection reread(Rejection rejection) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RejectionFormat.write(rejection, new DataOutputStream(out));
    DataInputStream in = input(out.toByteArray());
    Rejection read = RejectionFormat.read(in);
    assertThat(in.available()).isZero();
    return read;
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
