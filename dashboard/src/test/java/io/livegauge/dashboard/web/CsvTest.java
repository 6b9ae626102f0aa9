package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void shouldQuoteWhatNeedsIt() {
    Csv csv = new Csv("a", "b", "c");
    csv.text("x,y").text("say \"hi\"").text("two\r\nlines").end();
    csv.text(null).number((String) null).number(-5).end();

    assertThat(csv.toString())
        .isEqualTo("a,b,c\r\n\"x,y\",\"say \"\"hi\"\"\",\"two\r\nlines\"\r\n,,-5\r\n");
  }

  @Test
  void shouldQuoteWhatSomeSpreadsheetsSplitAt() {
    Csv csv = new Csv("a", "b", "c");
    csv.text("x;y").text("x\ty").text("x\u0001y").end();

    assertThat(csv.toString()).isEqualTo("a,b,c\r\n\"x;y\",\"x\ty\",\"x\u0001y\"\r\n");
  }

  @Test
  void shouldKeepFormulasFromRunning() {
    Csv csv = new Csv("a");
    for (String text : new String[] {"=1+1", "+1", "-1", "@x", "\tx", "\rx"}) {
      csv.text(text).end();
    }

    assertThat(csv.toString())
        .isEqualTo("a\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n\"'\tx\"\r\n\"'\rx\"\r\n");
  }

  @Test
  void shouldWriteTimesInBothWays() {
    Csv csv = new Csv("t", "tMillis");
    csv.time(1_700_000_001_234L).end();

    assertThat(csv.toString()).endsWith("2023-11-14T22:13:21.234Z,1700000001234\r\n");
  }

  @Property(tries = 200)
  void shouldGiveAnyTextBack(@ForAll String text) {
    String line = new Csv("a").text(text).text("end").toString().substring("a\r\n".length());
    String cell = line.substring(0, line.length() - ",end".length());
    if (cell.startsWith("\"")) {
      cell = cell.substring(1, cell.length() - 1).replace("\"\"", "\"");
    } else {
      assertThat(cell).doesNotContain(",", "\"", "\n", "\r");
    }

    assertThat(cell.startsWith("'") && !text.startsWith("'") ? cell.substring(1) : cell)
        .isEqualTo(text);
  }
}
