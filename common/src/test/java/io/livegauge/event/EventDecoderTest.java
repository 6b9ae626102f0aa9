package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
  private static final String COMMON =
      "'eventId':'e1','streamId':'s1','userId':'u1','eventTime':1700000000000";

  private final UserHasher hasher = new UserHasher(new byte[16]);
  private final EventDecoder decoder = new EventDecoder(hasher, 300_000);

  @Test
  void shouldDecodeGiftWithDefaults() {
    Event gift = valid(Topic.GIFT, "{'type':'gift'," + COMMON + ",'giftId':'g','unitValue':5}");

    assertThat(gift.type).isEqualTo(EventType.GIFT);
    assertThat(gift.eventId).isEqualTo("e1");
    assertThat(gift.streamId).isEqualTo("s1");
    assertThat(gift.eventTime).isEqualTo(1_700_000_000_000L);
    assertThat(gift.userHash).isEqualTo(hasher.hash("u1"));
    assertThat(gift.giftId).isEqualTo("g");
    assertThat(gift.unitValue).isEqualTo(5);
    assertThat(gift.repeatCount).isEqualTo(1);
    assertThat(gift.streakEnd).isTrue();
    assertThat(gift.streakId).isNull();
    assertThat(gift.partition).isEqualTo(3);
    assertThat(gift.offset).isEqualTo(42);
    assertThat(EventContent.canonicalJson(gift))
        .isEqualTo(json("{'giftId':'g','repeatCount':1,'streakEnd':true,'unitValue':5}"));
  }

  @Test
  void shouldTakeTheTypeFromTheEndAndTheLastOfDuplicates() {
    Event login =
        valid(
            Topic.ACCESS,
            "{'source':5,'traits':{'a':1,'a':'x'},'source':'ad'," + COMMON + ",'type':'login'}");

    assertThat(login.source).isEqualTo("ad");
    assertThat(login.traits).isEqualTo(Map.of("a", "x"));
  }

  @Test
  void shouldRejectWhatIsNotTheContract() {
    Rejection rejection =
        rejected(Topic.LIKE, "{'type':'like'," + COMMON + ",'count':10001}", Reason.INVALID);

    assertThat(rejection.detail()).isEqualTo("count is 10001; 1 to 10000 is allowed");
    assertThat(rejection.streamId()).isEqualTo("s1");
    assertThat(rejection.eventId()).isEqualTo("e1");
    assertThat(rejection.eventTime()).isEqualTo(1_700_000_000_000L);
    assertThat(rejection.original()).isNotEmpty();
    assertThat(rejection.sha256()).hasSize(64);
  }

  private Event valid(Topic topic, String text) {
    Decoded decoded = decoder.fromKafka(bytes(text), topic, 3, 42, 1_700_000_000_000L);
    assertThat(decoded).isInstanceOf(Decoded.Valid.class);
    return ((Decoded.Valid) decoded).event();
  }

  private Rejection rejected(Topic topic, String text, Reason reason) {
    Decoded decoded = decoder.fromKafka(bytes(text), topic, 3, 42, 1_700_000_000_000L);
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
    Rejection rejection = ((Decoded.Rejected) decoded).rejection();
    assertThat(rejection.reason()).isEqualTo(reason);
    return rejection;
  }

  private static byte[] bytes(String text) {
    return json(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
