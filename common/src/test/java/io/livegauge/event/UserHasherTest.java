package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class UserHasherTest {
  private static final byte[] COUNTING = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private final UserHasher hasher = new UserHasher(COUNTING);

  /** The vectors that the authors of SipHash publish: key 00..0f, message 00, 01, 02, … */
  @Test
  void shouldAgreeWithPublishedVectors() {
    assertThat(hasher.sipHash(new byte[0], 0, 0)).isEqualTo(0x726fdb47dd0e0e31L);
    assertThat(hasher.sipHash(new byte[] {0}, 0, 1)).isEqualTo(0x74f839c593dc67fdL);
    assertThat(hasher.sipHash(COUNTING, 0, 15)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void shouldDependOnKeyAndId() {
    UserHasher other = new UserHasher(new byte[16]);

    assertThat(hasher.hash("u1")).isNotEqualTo(hasher.hash("u2"));
    assertThat(hasher.hash("u1")).isNotEqualTo(other.hash("u1"));
    assertThat(hasher.hash("u1")).isEqualTo(new UserHasher(COUNTING).hash("u1"));
  }

  @Test
  void shouldHashPartsOfBytes() {
    for (int length = 0; length < 40; length++) {
      String id = "观众u12345678901234567890123456789012345678".substring(0, length);
      byte[] utf8 = ("<\"" + id + "\">").getBytes(UTF_8);

      assertThat(hasher.hash(utf8, 2, utf8.length - 2)).isEqualTo(hasher.hash(id));
    }
  }

  @Test
  void shouldHashTheSameAfterSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(hasher);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((UserHasher) in.readObject()).hash("观众")).isEqualTo(hasher.hash("观众"));
    }
  }

  @Test
  void shouldRefuseKeysOfOtherLengths() {
    assertThatThrownBy(() -> new UserHasher(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The user hash key has 15 bytes; it must have 16");
  }
}
