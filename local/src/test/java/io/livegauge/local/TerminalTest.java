package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @Test
  void shouldReadTheSize() {
    assertThat(Terminal.parse("50 132\n")).isEqualTo(new Terminal.Size(50, 132));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0\n", "stty: not a tty", "24"})
  void shouldFallBackWhereTheTerminalDoesNotSay(String answer) {
    assertThat(Terminal.parse(answer)).isEqualTo(Terminal.Size.DEFAULT);
  }
}
