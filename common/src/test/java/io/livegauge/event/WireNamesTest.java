package io.livegauge.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireNamesTest {
  private final WireNames<Field> fields = new WireNames<>(Field.values(), Field::wireName);
  private final WireNames<EventType> types =
      new WireNames<>(EventType.values(), EventType::wireName);

  @ParameterizedTest
  @EnumSource(Field.class)
  void shouldFindAllFieldsWhereverTheyStand(Field field) {
    String name = field.wireName();

    assertThat(field(name, "", "")).isEqualTo(field);
    assertThat(field(name, "{\"", "\":1}")).isEqualTo(field);
    assertThat(field(name, "", "\":\"and some more\"}")).isEqualTo(field);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldFindAllTypes(EventType type) {
    byte[] bytes = type.wireName().getBytes(UTF_8);

    assertThat(types.of(bytes, 0, bytes.length)).isEqualTo(type);
    assertThat(types.of(bytes, 1, bytes.length)).isNull();
  }

  @Test
  void shouldFindNothingElse() {
    for (Field field : Field.values()) {
      String name = field.wireName();
      for (int i = 0; i < name.length(); i++) {
        StringBuilder other = new StringBuilder(name);
        other.setCharAt(i, (char) (name.charAt(i) ^ 0x20));
        assertThat(field(other.toString(), "", "")).isNull();
        assertThat(field(other.toString(), "\"", "\":12345678")).isNull();
      }
      assertThat(field(name + "\u0000", "", "")).isNull();
      assertThat(field(name + "s", "", "")).isNull();
    }
    assertThat(field("", "\"", "\":1")).isNull();
    assertThat(Arrays.stream(Field.values()).map(Field::wireName)).allMatch(n -> n.length() > 1);
  }

  private Field field(String name, String before, String after) {
    int from = before.getBytes(UTF_8).length;
    return fields.of(
        (before + name + after).getBytes(UTF_8), from, from + name.getBytes(UTF_8).length);
  }
}
