package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KnownStringsTest {
  private final KnownStrings known = new KnownStrings();

  @Property
  void shouldGiveTheStringOfAnyBytes(@ForAll String text) {
    String wellFormed = new String(text.getBytes(UTF_8), UTF_8);
    byte[] bytes = ("<" + wellFormed + ">").getBytes(UTF_8);

    assertThat(known.of(bytes, 1, bytes.length - 1)).isEqualTo(wellFormed);
  }

  @Test
  void shouldGiveOneObjectForTheSameBytes() {
    byte[] bytes = "room-17,room-17,room-71".getBytes(UTF_8);

    assertThat(known.of(bytes, 8, 15)).isSameAs(known.of(bytes, 0, 7)).isEqualTo("room-17");
    assertThat(known.of(bytes, 16, 23)).isEqualTo("room-71");
  }

  @Test
  void shouldBeRightAboutMoreStringsThanItKeeps() {
    for (int i = 0; i < 5000; i++) {
      String text = "room-" + i % 3000;
      assertThat(known.of(text.getBytes(UTF_8), 0, text.length())).isEqualTo(text);
    }
  }

  @Test
  void shouldTravelEmpty() throws Exception {
    known.of(new byte[] {'a'}, 0, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ObjectOutputStream(out).writeObject(known);
    KnownStrings travelled =
        (KnownStrings)
            new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();

    assertThat(out.size()).isLessThan(200);
    assertThat(travelled.of(new byte[] {'a'}, 0, 1)).isEqualTo("a");
  }
}
