package io.livegauge.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
  private final ScoreTable table = new ScoreTable(Glyphs.UNICODE);

  private static StreamRow row(String id, List<Double> scores, long sales, String currency) {
    return new StreamRow(id, scores, 105, sales, currency, "LIMITED_TIME_OFFER", null, false);
  }

  private static List<StreamRow> rows() {
    return List.of(
        row("s001-abcd", List.of(60.0, 62.5, 65.0, 71.3812), 21_080_012, "CNY"),
        row("s002-abcd", List.of(55.0, 54.9, 55.1, 55.0), -1_250, "USD"),
        row("a-very-long-stream-id", List.of(80.0, 40.0), 123_456_789_012_345L, "JPY"),
        row("直播间直播间直播间", List.of(33.3333), 0, null),
        new StreamRow("evil\u001b[2Jid", List.of(0.0), 0, 5, "no money", null, null, false),
        new StreamRow("s009-abcd", List.of(100.0), 12_345_678, 99, "EUR", null, "BOT_SURGE", true));
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = ScoreTableTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void shouldDrawTheGoldenTable() throws IOException {
    assertThat(table.lines(rows(), 80, 24)).isEqualTo(golden("table.txt"));
  }

  @Test
  void shouldDrawTheGoldenTableWithoutUnicode() throws IOException {
    List<String> lines = new ScoreTable(Glyphs.ASCII).lines(rows().subList(0, 3), 80, 24);

    assertThat(lines).isEqualTo(golden("table-ascii.txt"));
    assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  @Test
  void shouldStayWithinTheTerminal() {
    for (int width = 1; width <= 200; width++) {
      int most = Math.min(width, 80);
      assertThat(table.lines(rows(), width, 24)).allMatch(line -> Columns.widthOf(line) <= most);
    }
  }

  @Test
  void shouldCutToTheHeight() {
    List<StreamRow> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(row("s" + i, List.of(50.0), 0, "EUR"));
    }

    List<String> lines = table.lines(many, 80, 10);

    assertThat(lines).hasSize(10);
    assertThat(lines.get(9)).isEqualTo("and 32 more");
    assertThat(table.lines(many, 80, 41)).hasSize(41).noneMatch(line -> line.startsWith("and"));
  }

  @Test
  void shouldShowAnAlertInThePlaceOfAdvice() {
    StreamRow row =
        new StreamRow("s1", List.of(50.0), 7, 0, null, "ITEM_ORDER", "BOT_SURGE", false);

    assertThat(table.lines(List.of(row), 80, 24).get(1)).endsWith("  ! bot surge");
  }

  @Test
  void shouldWriteMoneyByItsCurrency() {
    assertThat(ScoreTable.money(123_456, "CNY")).isEqualTo("1,234.56 CNY");
    assertThat(ScoreTable.money(123_456, "JPY")).isEqualTo("123,456 JPY");
    assertThat(ScoreTable.money(-5, null)).isEqualTo("-0.05");
  }
}
