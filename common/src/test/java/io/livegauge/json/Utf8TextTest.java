package io.livegauge.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8TextTest {
  /** Texts of all characters, lone surrogates included. */
  @Property
  void shouldWriteWhatAStringBuilderDoes(
      @ForAll @Size(max = 6) List<String> texts, @ForAll @IntRange(min = 0, max = 9) int size) {
    Utf8Text text = new Utf8Text(size);
    StringBuilder expected = new StringBuilder();
    for (String piece : texts) {
      text.append('[').append(piece).append(':').quoted(piece).append(']');
      expected.append('[').append(piece).append(':');
      JsonString.append(expected, piece);
      expected.append(']');
    }

    assertThat(text.toBytes()).isEqualTo(expected.toString().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\"", "\\ \n\u0001", "é", "a\uD83C\uDF89b", "\uD83C", "\u007F\u0080"})
  void shouldQuoteLikeJsonString(String piece) {
    StringBuilder expected = new StringBuilder();
    JsonString.append(expected, piece);

    assertThat(new Utf8Text(0).quoted(piece).toBytes())
        .isEqualTo(expected.toString().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        9,
        10,
        -1,
        -10,
        99,
        100,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
      })
  void shouldWriteEveryNumber(long number) {
    assertThat(new Utf8Text(0).append(number).toBytes())
        .asString()
        .isEqualTo(Long.toString(number));
  }

  @Property
  void shouldWriteNumbers(@ForAll long number) {
    assertThat(new Utf8Text(0).append(number).toBytes())
        .asString()
        .isEqualTo(Long.toString(number));
  }
}
