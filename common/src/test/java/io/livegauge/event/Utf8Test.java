package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private final Utf8 utf8 = new Utf8();

  @Test
  void shouldSayWhereBytesAreMalformed() {
    assertThat(utf8.decode(new byte[] {'a', (byte) 0xC3, (byte) 0xA4, 'b', (byte) 0xC0, 'c'}))
        .isEqualTo(-1);
    assertThat(utf8.malformedAt()).isEqualTo(4);
    assertThat(utf8.decode(new byte[] {'a', (byte) 0xF0, (byte) 0x9F})).isEqualTo(-1);
    assertThat(utf8.malformedAt()).isEqualTo(1);
  }

  @Test
  void shouldNotKeepTheBufferOfHugeRecords() {
    utf8.decode(new byte[1 << 20]);
    utf8.decode(new byte[] {'a'});

    assertThat(utf8.chars()).hasSizeLessThan(1 << 16);
  }

  @Property
  void shouldTakeEveryWellFormedString(@ForAll("codePoints") List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);

    int length = utf8.decode(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(new String(utf8.chars(), 0, length)).isEqualTo(text.toString());
    assertThat(Utf8.codePoints(text.toString())).isEqualTo(codePoints.size());
  }

  @Property
  void shouldSeeLoneSurrogates(@ForAll String text) {
    boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);

    assertThat(Utf8.codePoints(text))
        .isEqualTo(encodable ? text.codePointCount(0, text.length()) : -1);
    assertThat(Utf8.codePoints(text + "\uD83D")).isEqualTo(-1);
    assertThat(Utf8.codePoints("\uDE00" + text)).isEqualTo(-1);
  }

  @Property
  void shouldTellTheLengthOfSequencesAsTheDecoderDoes(
      @ForAll @Size(min = 2, max = 5) byte[] bytes, @ForAll boolean start) {
    bytes[0] = (byte) (bytes[0] | 0x80);
    for (int i = 1; i < bytes.length && start; i++) {
      bytes[i] = (byte) ((bytes[i] & 0x3F) | 0x80);
    }
    int expected = 0;
    for (int length = 2; length <= Math.min(4, bytes.length); length++) {
      expected = utf8.decode(Arrays.copyOf(bytes, length)) > 0 ? expected + length : expected;
      if (expected > 0) {
        break;
      }
    }

    assertThat(Utf8.sequenceLength(bytes, 0)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Integer>> codePoints() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(20);
  }
}
