package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalOrderTest {
  private final EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);

  @Property
  void shouldCompareAsUtf8Bytes(@ForAll long seed) {
    Random random = new Random(seed);
    String a = text(random);
    String b = text(random);

    assertThat(Integer.signum(CanonicalOrder.compareUtf8(a, b)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
  }

  @Test
  void shouldOrderByTimeThenKindThenIdThenContent() {
    List<Event> ordered =
        List.of(
            event("stream_start", "z", 1, ",'hostId':'h'"),
            event("follow", "a", 1, ""),
            // As text: the digit 0 is before the closing brace.
            event("like", "a", 1, ",'count':10"),
            event("like", "a", 1, ",'count':1"),
            event("like", "a", 1, ",'count':9"),
            event("enter", "b", 1, ""),
            event("like", "\uFFFD", 1, ""),
            event("like", "\uD83D\uDE00", 1, ""),
            event("rating", "a", 1, ",'stars':5"),
            event("ad_click", "b", 1, ",'adId':'a','impressionId':'i'"),
            event("logout", "a", 1, ""),
            event("stream_end", "a", 1, ""),
            event("stream_start", "a", 2, ",'hostId':'h'"));
    for (int i = 0; i < ordered.size(); i++) {
      for (int k = 0; k < ordered.size(); k++) {
        assertThat(Integer.signum(CanonicalOrder.INSTANCE.compare(ordered.get(i), ordered.get(k))))
            .as("%d, %d", i, k)
            .isEqualTo(Integer.compare(i, k));
      }
    }
  }

  private static String text(Random random) {
    String[] parts = {"a", "b", "ß", "\uD7FF", "\uE000", "\uFFFF", "\uD83D\uDE00", "\uD800\uDC00"};
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      out.append(parts[random.nextInt(parts.length)]);
    }
    return out.toString();
  }

  private Event event(String type, String eventId, long time, String more) {
    String json =
        String.format(
                "{'type':'%s','eventId':'%s','streamId':'s','userId':'u','eventTime':%d%s}",
                type, eventId, time, more)
            .replace('\'', '"');
    return ((PackedEvent) decoder.fromFile(json.getBytes(UTF_8), "f", 1)).unpack();
  }
}
