package io.livegauge.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreFiguresTest {
  /** The start of a slice. */
  private static final long START = 1_700_000_000_000L;

  private int ids;

  @Test
  void shouldCountWhatEachFigureIsMadeOf() throws IOException {
    List<byte[]> events =
        List.of(
            event("enter", "u1", 0, ""),
            event("barrage", "u1", 1, ",\"text\":\"a\""),
            event("barrage", "u2", 2, ",\"text\":\"b\""),
            event("gift", "u2", 3, ",\"giftId\":\"g\",\"unitValue\":5,\"repeatCount\":4"),
            event("gift", "u2", 4, ",\"giftId\":\"g\",\"unitValue\":5"),
            event("like", "u1", 5, ",\"count\":7"),
            event("like", "u1", 6, ""),
            event("share", "u3", 7, ""),
            event("order_paid", "u3", 8, ",\"orderId\":\"o1\",\"itemId\":\"i\",\"amount\":900"),
            event("order_paid", "u3", 9, ",\"orderId\":\"o2\",\"itemId\":\"i\",\"amount\":100"),
            event("order_refunded", "u3", 10, ",\"orderId\":\"o2\",\"itemId\":\"i\",\"amount\":30"),
            event("product_click", "u1", 11, ",\"itemId\":\"i\""),
            event("product_click", "u1", 12, ",\"itemId\":\"j\""),
            event("product_impression", "u1", 13, ",\"itemId\":\"i\""));

    assertRow(events, START + 5_000, new CoreRow("s", START + 5_000, 2, 5, 9, 1, 970, 1, 3));
  }

  @Test
  void shouldCountClicksFromTwentyImpressionsOn() throws IOException {
    List<byte[]> events = new ArrayList<>();
    events.add(event("product_click", "u1", 0, ",\"itemId\":\"i\""));
    events.add(event("product_click", "u1", 1, ",\"itemId\":\"j\""));
    for (int i = 0; i < 19; i++) {
      events.add(event("product_impression", "u1", 2 + i, ",\"itemId\":\"i\""));
    }
    assertRow(events, START + 5_000, new CoreRow("s", START + 5_000, 0, 0, 0, 0, 0, 1, 1));

    events.add(event("product_impression", "u1", 30, ",\"itemId\":\"i\""));
    assertRow(events, START + 5_000, new CoreRow("s", START + 5_000, 0, 0, 0, 0, 0, 2, 1));
  }

  @Test
  void shouldCountTheEarliestOfSeveralWithTheSameId() throws IOException {
    List<byte[]> events = new ArrayList<>();
    events.add(text("same", "like", "u1", START + 1_000, ",\"count\":3"));
    events.add(text("same", "like", "u1", START + 1_000, ",\"count\":3"));
    events.add(text("same", "like", "u1", START + 200_000, ",\"count\":3"));
    // The same id of another user is another event.
    events.add(text("same", "like", "u2", START + 1_000, ",\"count\":3"));
    for (List<byte[]> order : List.of(events, reversed(events))) {
      assertRow(order, START + 5_000, new CoreRow("s", START + 5_000, 0, 0, 6, 0, 0, 0, 2));
      assertRow(order, START + 300_000, new CoreRow("s", START + 300_000, 0, 0, 6, 0, 0, 0, 2));
      assertThat(CoreFigures.ofEvents(order).size()).isEqualTo(60);
    }
  }

  @Test
  void shouldHaveARowForEveryWindowWithAnEvent() throws IOException {
    CoreFigures figures = CoreFigures.ofEvents(List.of(event("share", "u1", 4_999, "")));

    assertThat(figures.size()).isEqualTo(60);
    long lastEnd = START + 300_000;
    List<byte[]> rows = new ArrayList<>();
    for (long end = START + 5_000; end <= lastEnd; end += 5_000) {
      rows.add(new CoreRow("s", end, 0, 0, 1, 0, 0, 0, 1).toJson());
    }
    assertThat(figures.firstDifference(CoreFigures.ofRows(rows), lastEnd)).isEmpty();
  }

  @Test
  void shouldCountWhoLeavesForTheInstantBefore() throws IOException {
    List<byte[]> events = List.of(event("leave", "u1", 5_000, ""), event("leave", "u2", 5_001, ""));

    assertRow(events, START + 5_000, new CoreRow("s", START + 5_000, 0, 0, 0, 0, 0, 0, 1));
    assertRow(events, START + 10_000, new CoreRow("s", START + 10_000, 0, 0, 0, 0, 0, 0, 2));
  }

  @Test
  void shouldNotCountUsersByWhatIsNoPresence() throws IOException {
    List<byte[]> events =
        List.of(
            event("enter", "u1", 0, ""),
            event("rating", "u2", 0, ",\"stars\":4"),
            event("survey_answer", "u3", 0, ",\"item\":\"A21\",\"answer\":4"),
            event("order_refunded", "u4", 0, ",\"orderId\":\"o\",\"itemId\":\"i\",\"amount\":1"),
            ("{\"eventId\":\"e\",\"type\":\"stream_start\",\"streamId\":\"s\",\"eventTime\":"
                    + START
                    + ",\"hostId\":\"h\"}")
                .getBytes(StandardCharsets.UTF_8));

    assertRow(events, START + 5_000, new CoreRow("s", START + 5_000, 0, 0, 0, 0, -1, 0, 1));
  }

  @Test
  void shouldReadItselfFromScoreRecords() throws IOException {
    String score =
        "{\"streamId\":\"s\",\"windowEnd\":"
            + (START + 5_000)
            + ",\"indicators\":["
            + indicator("A11", "12.345")
            + ","
            + indicator("A12", "2")
            + ","
            + indicator("A13", "3")
            + ","
            + indicator("A14", "4")
            + ","
            + indicator("A31", "5")
            + ","
            + indicator("A32", "-6")
            + ","
            + indicator("A33", "7")
            + "],\"audience\":{\"windowDistinct\":8}}";
    CoreFigures ours = CoreFigures.ofScores(List.of(score.getBytes(StandardCharsets.UTF_8)));
    CoreFigures same =
        CoreFigures.ofRows(List.of(new CoreRow("s", START + 5_000, 2, 3, 4, 5, -6, 7, 8).toJson()));

    assertThat(ours.firstDifference(same, START)).isEmpty();
    assertThat(same.firstDifference(ours, START)).isEmpty();
  }

  @Test
  void shouldNameTheFirstRowThatDiffers() throws IOException {
    CoreRow first = new CoreRow("s", START + 5_000, 1, 0, 0, 0, 0, 0, 1);
    CoreRow second = new CoreRow("s", START + 10_000, 1, 0, 0, 0, 0, 0, 1);
    CoreRow other = new CoreRow("s", START + 10_000, 2, 0, 0, 0, 0, 0, 1);
    CoreFigures figures = CoreFigures.ofRows(List.of(second.toJson(), first.toJson()));

    assertThat(
            figures.firstDifference(
                CoreFigures.ofRows(List.of(first.toJson(), other.toJson())), START + 5_000))
        .contains("expected " + second + " but got " + other);
    assertThat(figures.firstDifference(CoreFigures.ofRows(List.of(second.toJson())), START + 5_000))
        .contains(
            "expected " + first + " but got no row of stream s at window end " + (START + 5_000));
  }

  @Test
  void shouldLeaveOutWindowsAfterTheLastEventAndRowsOfZeros() throws IOException {
    CoreRow row = new CoreRow("s", START + 5_000, 1, 0, 0, 0, 0, 0, 1);
    CoreRow zeros = new CoreRow("t", START + 5_000, 0, 0, 0, 0, 0, 0, 0);
    CoreRow late = new CoreRow("s", START + 10_000, 1, 0, 0, 0, 0, 0, 1);
    CoreFigures figures = CoreFigures.ofRows(List.of(row.toJson()));
    CoreFigures more = CoreFigures.ofRows(List.of(row.toJson(), zeros.toJson(), late.toJson()));

    assertThat(figures.firstDifference(more, START + 4_999)).isEmpty();
    assertThat(more.firstDifference(figures, START + 4_999)).isEmpty();
    assertThat(figures.firstDifference(more, START + 5_000)).isPresent();
  }

  @Test
  void shouldRefuseTwoDifferentRowsOfOneWindow() {
    byte[] one = new CoreRow("s", START, 1, 0, 0, 0, 0, 0, 1).toJson();
    byte[] other = new CoreRow("s", START, 2, 0, 0, 0, 0, 0, 1).toJson();

    assertThatThrownBy(() -> CoreFigures.ofRows(List.of(one, one, other)))
        .hasMessageContaining("two different rows of one window")
        .hasMessageContaining("a12=2");
  }

  private static void assertRow(List<byte[]> events, long windowEnd, CoreRow expected)
      throws IOException {
    CoreFigures figures = CoreFigures.ofEvents(events);
    assertThat(figures.row("s", windowEnd)).contains(expected);
  }

  private byte[] event(String type, String user, long after, String fields) {
    return text("e" + ids++, type, user, START + after, fields);
  }

  private static byte[] text(String id, String type, String user, long time, String fields) {
    return ("{\"eventId\":\""
            + id
            + "\",\"type\":\""
            + type
            + "\",\"streamId\":\"s\",\"userId\":\""
            + user
            + "\",\"eventTime\":"
            + time
            + fields
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String indicator(String code, String numerator) {
    return "{\"code\":\""
        + code
        + "\",\"window\":{\"numerator\":"
        + numerator
        + "},\"session\":{\"numerator\":99}}";
  }

  private static List<byte[]> reversed(List<byte[]> events) {
    List<byte[]> reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }
}
