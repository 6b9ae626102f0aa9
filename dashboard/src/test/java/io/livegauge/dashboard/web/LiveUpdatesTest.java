package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.web.LiveEvents.Event;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Live events as clients get them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LiveUpdatesTest {
  private static final long END = ShownRooms.END;
  private static final int MOST = 3;

  /** Health comes each second: a live connection that fell under it would be cut off. */
  private static final long DEADLINE_MILLIS = 1_500;

  private static final int ENOUGH = 16;

  private final ShownRooms shown = new ShownRooms();
  private WebServer server;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    shown.publish(shown.record("s1", "h7", "beauty", END, "71.3812"));
    server = start(ENOUGH);
    browser = new Browser(server.port());
  }

  private WebServer start(int most) throws BindException {
    return WebServer.start(
        new Listener("127.0.0.1", 0, DEADLINE_MILLIS), Access.open(), shown.rooms(), shown, most);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String now() throws Exception {
    return Browser.json(browser.get("/api/streams")).path("seq").asText();
  }

  @Test
  void shouldTellWhatChangedInOrder() throws Exception {
    try (LiveEvents events = browser.events("/api/updates?since=" + now())) {
      assertThat(events.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream;charset=utf-8");
      Event first = events.next();
      assertThat(first.name()).isEqualTo("health");
      assertThat(first.data().path("streams").path("live").asInt()).isEqualTo(1);

      shown.publish(shown.record("s1", "h7", "beauty", END + 5_000, "72"));
      Event one = events.next("rows");
      shown.publish(shown.record("s2", "h8", "food", END + 5_000, "40"));
      Event two = events.next("rows");

      assertThat(one.data().path("rows").path(0).path("score").asText()).isEqualTo("72");
      assertThat(one.data().path("removed")).isEmpty();
      assertThat(two.data().path("rows").findValuesAsText("streamId")).contains("s2");
      assertThat(two.id()).isEqualTo(now());
    }
  }

  @Test
  void shouldGoOnWhereAClientWas() throws Exception {
    String seq = now();
    shown.publish(shown.record("s2", "h8", "food", END, "40"));

    try (LiveEvents events = browser.events("/api/updates", "Last-Event-ID", seq)) {
      Event event = events.next("rows");

      assertThat(event.data().path("rows").findValuesAsText("streamId")).containsExactly("s2");
    }
    try (LiveEvents events = browser.events("/api/updates")) {
      assertThat(events.next("rows").data().path("rows").size()).isEqualTo(2);
    }
  }

  @Test
  void shouldResetWhoIsFromElsewhere() throws Exception {
    String instance = shown.rooms().instance();
    long end = END;
    for (String since :
        new String[] {
          "another-1", "x", instance, instance + "-", instance + "-x", instance + "-999999"
        }) {
      try (LiveEvents events = browser.events("/api/updates?since=" + since)) {
        Event event = events.next();
        assertThat(event.name()).as(since).isEqualTo("reset");
        assertThat(event.data()).isEmpty();
        events.next("health");

        end += 5_000;
        shown.publish(shown.record("s1", "h7", "beauty", end, "72"));
        events.next("rows");
      }
    }
  }

  @Test
  void shouldTellOneRoomsRecord() throws Exception {
    try (LiveEvents events = browser.events("/api/streams/s1/updates")) {
      JsonNode first = events.next("record").data();
      assertThat(first.path("record").path("score").asText()).isEqualTo("71.3812");
      assertThat(first.path("point").path("windowEnd").asLong()).isEqualTo(END);
      assertThat(first.path("point").path("barrages").asLong()).isEqualTo(1_230);
      assertThat(first.path("marks").path(1).path("id").asText()).isEqualTo("NOV \"11\" 🎉");
      events.next("health");

      shown.publish(shown.record("s2", "h8", "food", END + 5_000, "40"));
      // A producer that writes its JSON over several lines.
      shown.publish(
          shown
              .record("s1", "h7", "beauty", END + 5_000, "73")
              .toPrettyString()
              .getBytes(StandardCharsets.UTF_8));

      JsonNode next = events.next("record").data();
      assertThat(next.path("record").path("score").asText()).isEqualTo("73");
      assertThat(next.path("row").path("streamId").asText()).isEqualTo("s1");
    }
  }

  @Test
  void shouldRefuseMoreConnectionsThanThereArePlaces() throws Exception {
    server.close();
    server = start(MOST);
    browser = new Browser(server.port());
    try (LiveEvents one = browser.events("/api/updates");
        LiveEvents two = browser.events("/api/streams/s1/updates");
        LiveEvents three = browser.events("/api/updates")) {
      one.next("health");
      two.next("health");
      three.next("health");

      HttpResponse<byte[]> refused = browser.get("/api/updates");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Browser.json(refused).path("error").asText()).isEqualTo("TOO_MANY_CONNECTIONS");
      assertThat(Browser.json(refused).path("message").asText()).contains("3 live connections");
      assertThat(browser.get("/api/streams").statusCode()).isEqualTo(200);
    }
    awaitNobody();
    try (LiveEvents again = browser.events("/api/updates")) {
      again.next("health");
    }
  }

  /** Whoever has gone is noticed at the next heartbeat. */
  private void awaitNobody() throws Exception {
    long seen = 0;
    while (server.liveConnections() > 0) {
      seen++;
      shown.rooms().awaitChange(Long.MAX_VALUE - seen, Duration.ofMillis(20));
    }
  }

  @Test
  void shouldKeepALiveConnectionPastTheDeadlineOfOthers() throws Exception {
    try (LiveEvents events = browser.events("/api/updates?since=" + now())) {
      for (int i = 0; i < 4; i++) {
        assertThat(events.next().name()).isEqualTo("health");
      }
    }
  }

  @Test
  void shouldLetEverybodyGoAtTheEnd() throws Exception {
    try (LiveEvents events = browser.events("/api/updates")) {
      events.next("health");

      server.close();

      assertThatThrownBy(
              () -> {
                while (true) {
                  events.next();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}
