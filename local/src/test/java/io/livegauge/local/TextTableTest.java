package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final StringWriter text = new StringWriter();

  @Test
  void shouldAlignColumns() {
    TextTable table = new TextTable("NAME", "COUNT", "NOTE");
    table.row("a", "7", "x");
    table.row("longer", "1,000", "");

    table.print(new PrintWriter(text));

    assertThat(text.toString().lines())
        .containsExactly("NAME    COUNT  NOTE", "a           7  x", "longer  1,000");
  }

  @Test
  void shouldLetNoSequenceReachTheTerminal() {
    TextTable table = new TextTable("NAME");
    table.row("a\u001b[2Jb\nc\u202ed");

    table.print(new PrintWriter(text));

    assertThat(text.toString().lines()).containsExactly("NAME", "a?[2Jb?c?d");
  }

  @Test
  void shouldRefuseRowsOfAnotherWidth() {
    assertThatThrownBy(() -> new TextTable("A", "B").row("a"))
        .hasMessage("1 cells under 2 headings");
  }
}
