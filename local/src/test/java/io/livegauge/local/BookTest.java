package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookTest {
  private static Map<String, Long> figures() {
    Map<String, Long> figures = new HashMap<>();
    figures.put("read", 100L);
    figures.put("rejected.invalid", 3L);
    figures.put("rejected.future", 2L);
    figures.put("rejected.late", 1L);
    figures.put("rejected.stream_ended", 4L);
    figures.put("settlements", 5L);
    figures.put("valid", 85L);
    figures.put("accepted", 80L);
    figures.put("rejected.duplicate_id", 4L);
    figures.put("rejected.abnormal_order", 1L);
    // A model is no record of the book.
    figures.put("rejected.invalid_model", 7L);
    figures.put("scores", 12L);
    figures.put("sessions", 1L);
    figures.put("alerts.bot_surge", 2L);
    figures.put("alerts.no_events", 1L);
    return figures;
  }

  @Test
  void shouldBalanceWhereEveryRecordIsAccountedFor() {
    assertThat(Book.of(figures()).differences(100)).isEmpty();
  }

  @Test
  void shouldNameTheSidesThatDiffer() {
    Map<String, Long> figures = figures();
    figures.put("valid", 86L);

    assertThat(Book.of(figures).differences(101))
        .containsExactly(
            "produced is 101 but read is 100",
            "read is 100 but INVALID, FUTURE, STREAM_ENDED, LATE (10), settlements (5) and valid"
                + " (86) are 101",
            "valid is 86 but accepted (80) and rejected by cleaning (5) are 85");
  }

  @Test
  void shouldTellEveryReason() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Book.of(figures()).writeTo(json);

    assertThat(json)
        .hasToString(
            "{\"read\":100,\"accepted\":80,\"rejected\":{\"INVALID\":3,\"FUTURE\":2,"
                + "\"STREAM_ENDED\":4,\"LATE\":1,\"DUPLICATE_ID\":4,\"DUPLICATE_LOGIN\":0,"
                + "\"DUPLICATE_INTERACTION\":0,\"DUPLICATE_CART\":0,\"DUPLICATE_ORDER\":0,"
                + "\"DUPLICATE_AD\":0,\"ORPHAN_CLICK\":0,\"ABNORMAL_ACCESS\":0,"
                + "\"ABNORMAL_CART\":0,\"ABNORMAL_ORDER\":1,\"SUSPECT_RATING\":0},"
                + "\"settlements\":5,\"scores\":12,\"sessions\":1,\"alerts\":3}");
  }

  @Test
  void shouldReadAnEmptyBook() {
    assertThat(Book.of(Map.of("other", "text")).differences(0)).isEmpty();
  }
}
