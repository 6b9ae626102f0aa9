package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.ProxyHeader;
import io.livegauge.dashboard.access.Tokens;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is answered, and that hosts see their own rooms only. */
class AccessRulesTest {
  private static final String OPERATIONS = "operations-0123456789";
  private static final String HOST = "host-7-0123456789abc";
  private static final String[] AS_HOST = {"Authorization", "Bearer " + HOST};
  private static final String[] AS_OPERATIONS = {"Authorization", "bearer " + OPERATIONS};

  private final ShownRooms shown = new ShownRooms();
  private WebServer server;
  private Browser browser;

  @TempDir Path directory;

  @BeforeEach
  void start() throws Exception {
    shown.publish(shown.record("s1", "h7", "beauty", ShownRooms.END, "71.3812"));
    shown.publish(shown.record("s2", "h8", "beauty", ShownRooms.END, "40"));
    shown.publish(shown.record("s3", null, "beauty", ShownRooms.END, "40"));
    shown.publishSummary("s1", "h7");
    shown.publishSummary("s2", "h8");
    Path file = directory.resolve("tokens");
    Files.writeString(file, "operations " + OPERATIONS + "\nhost h7 " + HOST + "\n");
    ProxyHeader proxy =
        new ProxyHeader("X-Livegauge-Viewer", Set.of(InetAddress.getLoopbackAddress()));
    server =
        WebServer.start(
            "127.0.0.1", 0, Access.guarded(Tokens.read(file), proxy), shown.rooms(), shown);
    browser = new Browser(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAnswerNobodyUnknown() throws Exception {
    for (String path :
        new String[] {
          "/api/streams",
          "/api/streams.csv",
          "/api/streams/s1",
          "/api/streams/s1/series",
          "/api/streams/s1/series.csv",
          "/api/streams/s1/record?windowEnd=" + ShownRooms.END,
          "/api/streams/s1/updates",
          "/api/sessions",
          "/api/sessions.csv",
          "/api/sessions/s1/" + ShownRooms.SESSION_START,
          "/api/health",
          "/api/updates",
          "/api/me"
        }) {
      HttpResponse<byte[]> response = browser.get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"livegauge\"");
      assertThat(Browser.json(response).path("error").asText()).isEqualTo("UNAUTHORIZED");
    }
    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/openapi.json").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAskForAKnownToken() throws Exception {
    assertThat(browser.get("/api/me", AS_OPERATIONS).statusCode()).isEqualTo(200);
    for (String wrong :
        new String[] {
          "Bearer " + OPERATIONS + "x",
          "Bearer",
          "Bearer ",
          "Basic " + OPERATIONS,
          OPERATIONS,
          "Bearer " + OPERATIONS + " " + HOST
        }) {
      assertThat(browser.get("/api/me", "Authorization", wrong).statusCode())
          .as(wrong)
          .isEqualTo(401);
    }
  }

  @Test
  void shouldShowAHostTheirOwnRoomsOnly() throws Exception {
    JsonNode rooms = Browser.json(browser.get("/api/streams", AS_HOST));
    JsonNode sessions = Browser.json(browser.get("/api/sessions", AS_HOST));
    JsonNode health = Browser.json(browser.get("/api/health", AS_HOST));

    assertThat(rooms.path("streams").findValuesAsText("streamId")).containsExactly("s1");
    assertThat(sessions.path("sessions").findValuesAsText("streamId")).containsExactly("s1");
    assertThat(health.fieldNames())
        .toIterable()
        .containsExactly("now", "instance", "kafka", "newestWindowEnd", "watermarkLagMillis");
    assertThat(Browser.text(browser.get("/api/streams.csv", AS_HOST)).lines()).hasSize(2);
    assertThat(Browser.text(browser.get("/api/sessions.csv", AS_HOST)).lines()).hasSize(2);
    assertThat(Browser.json(browser.get("/api/streams?host=h8", AS_HOST)).path("streams"))
        .isEmpty();
    assertThat(browser.get("/api/streams/s1", AS_HOST).statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/streams/s2", AS_OPERATIONS).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotEvenTellThatOtherRoomsExist() throws Exception {
    for (String rest :
        new String[] {
          "", "/series", "/series.csv", "/record?windowEnd=" + ShownRooms.END, "/updates"
        }) {
      String known = Browser.text(browser.get("/api/streams/s2" + rest, AS_HOST));
      String unknown = Browser.text(browser.get("/api/streams/s9" + rest, AS_HOST));

      assertThat(known).as(rest).isEqualTo(unknown.replace("s9", "s2")).contains("UNKNOWN_STREAM");
    }
    // Nobody's rooms are no host's.
    assertThat(browser.get("/api/streams/s3", AS_HOST).statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/sessions/s2/" + ShownRooms.SESSION_START, AS_HOST).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldTellAHostOfTheirOwnRoomsChangesOnly() throws Exception {
    try (LiveEvents events = browser.events("/api/updates", AS_HOST)) {
      assertThat(events.next("rows").data().path("rows").findValuesAsText("streamId"))
          .containsExactly("s1");
      shown.publish(shown.record("s2", "h8", "beauty", ShownRooms.END + 5_000, "41"));
      shown.publish(shown.record("s1", "h7", "beauty", ShownRooms.END + 5_000, "72"));

      assertThat(events.next("rows").data().path("rows").findValuesAsText("streamId"))
          .containsExactly("s1");
    }
  }

  @Test
  void shouldNotShowAnothersRecordThatCameToLieInThePlace() throws Exception {
    shown.publish(shown.record("s1", "h7", "beauty", ShownRooms.END + 5_000, "72"));
    String record = "/api/streams/s1/record?windowEnd=" + ShownRooms.END;
    String summary = "/api/sessions/s1/" + ShownRooms.SESSION_START;
    assertThat(browser.get(record, AS_HOST).statusCode()).isEqualTo(200);
    assertThat(browser.get(summary, AS_HOST).statusCode()).isEqualTo(200);

    for (byte[] other :
        new byte[][] {
          bytes(shown.record("s2", "h8", "beauty", ShownRooms.END, "40")),
          bytes(shown.record("s1", "h8", "beauty", ShownRooms.END, "40")),
          bytes(shown.record("s1", "h7", "beauty", ShownRooms.END - 5_000, "40")),
          "{}".getBytes(StandardCharsets.UTF_8)
        }) {
      shown.replaceAll(other);
      assertThat(browser.get(record, AS_HOST).statusCode()).isEqualTo(410);
      assertThat(browser.get(summary, AS_HOST).statusCode()).isEqualTo(410);
    }
  }

  @Test
  void shouldReadALargeRecordBack() throws Exception {
    byte[] large =
        shown.publish(
            shown
                .record("s1", "h7", "beauty", ShownRooms.END + 5_000, "72")
                .put("more", "x".repeat(40_000)));

    assertThat(browser.get("/api/streams/s1", AS_HOST).body().length).isGreaterThan(large.length);
    assertThat(
            browser
                .get("/api/streams/s1/record?windowEnd=" + (ShownRooms.END + 5_000), AS_HOST)
                .body())
        .isEqualTo(large);
    try (LiveEvents events = browser.events("/api/streams/s1/updates", AS_HOST)) {
      assertThat(events.next("record").data().path("record").path("more").asText()).hasSize(40_000);
    }
    shown.setAway(true);
    assertThat(browser.get("/api/streams/s1", AS_HOST).statusCode()).isEqualTo(503);
    assertThat(browser.get("/api/streams/s1/series", AS_HOST).statusCode()).isEqualTo(200);
  }

  private static byte[] bytes(ObjectNode record) {
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldKeepPlacesForOthersThanOneHost() throws Exception {
    List<LiveEvents> open = new ArrayList<>();
    for (int i = 0; i < LiveConnections.MOST_OF_A_HOST; i++) {
      open.add(browser.events("/api/updates", AS_HOST));
      open.get(i).next("health");
    }

    HttpResponse<byte[]> refused = browser.get("/api/updates", AS_HOST);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Browser.text(refused)).contains("This host has 16 live connections");
    try (LiveEvents operations = browser.events("/api/updates", AS_OPERATIONS)) {
      operations.next("health");
    }
    for (LiveEvents events : open) {
      events.close();
    }
  }

  @Test
  void shouldExchangeATokenForACookie() throws Exception {
    HttpResponse<byte[]> login =
        browser.post(
            "/api/login", "{\"token\":\"" + HOST + "\"}", "Content-Type", "application/json");
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    String pair = cookie.split(";", 2)[0];

    assertThat(login.statusCode()).isEqualTo(204);
    assertThat(cookie).startsWith("livegauge-" + server.port() + "=");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
    assertThat(Browser.text(browser.get("/api/me", "Cookie", pair)))
        .isEqualTo("{\"role\":\"host\",\"hostId\":\"h7\",\"authentication\":\"token\"}");

    HttpResponse<byte[]> secure =
        browser.post(
            "/api/login",
            "{\"token\":\"" + HOST + "\"}",
            "Content-Type",
            "application/json",
            "X-Forwarded-Proto",
            "https");
    assertThat(secure.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");

    HttpResponse<byte[]> logout = browser.post("/api/logout", "", "Cookie", pair);
    assertThat(logout.statusCode()).isEqualTo(204);
    assertThat(logout.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("livegauge-" + server.port() + "=;")
        .contains("Expires=Thu, 01 Jan 1970");
  }

  @Test
  void shouldRefuseALoginThatIsNone() throws Exception {
    String[] json = {"Content-Type", "application/json"};
    assertThat(browser.post("/api/login", "{\"token\":\"" + HOST + "x\"}", json).statusCode())
        .isEqualTo(401);
    for (String body :
        new String[] {"", "{}", "[]", "{\"token\":7}", "{\"token\":\"", "nonsense"}) {
      assertThat(browser.post("/api/login", body, json).statusCode()).as(body).isEqualTo(400);
    }
    // Forms of other sites can send this without asking.
    assertThat(
            browser
                .post("/api/login", "{\"token\":\"" + HOST + "\"}", "Content-Type", "text/plain")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldBelieveTheProxy() throws Exception {
    assertThat(Browser.text(browser.get("/api/me", "X-Livegauge-Viewer", "host:h7")))
        .isEqualTo("{\"role\":\"host\",\"hostId\":\"h7\",\"authentication\":\"proxy\"}");
    assertThat(
            browser
                .get("/api/me", "X-Livegauge-Viewer", "host:h7", "X-Livegauge-Viewer", "operations")
                .statusCode())
        .isEqualTo(401);
    assertThat(browser.get("/api/me", "X-Livegauge-Viewer", "boss").statusCode()).isEqualTo(401);
  }
}
