package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.dashboard.access.Access;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of rooms that are known. */
class ApiTest {
  private static final long END = ShownRooms.END;

  private final ShownRooms shown = new ShownRooms();
  private WebServer server;
  private Browser browser;
  private byte[] newest;
  private byte[] before;

  @BeforeEach
  void start() throws Exception {
    before = shown.publish(shown.record("s1", "h7", "beauty", END - 5_000, "70.5"));
    newest = shown.publish(shown.record("s1", "h7", "beauty", END, "71.3812"));
    shown.publish(shown.record("=s/2 房", "h8", "food", END, "40"));
    shown.publish(shown.record("s3", null, null, END - 90_000, "50.1203"));
    server = WebServer.start("127.0.0.1", 0, Access.open(), shown.rooms(), shown);
    browser = new Browser(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> ids(String path) throws Exception {
    return Browser.json(browser.get(path)).path("streams").findValuesAsText("streamId");
  }

  @Test
  void shouldListRoomsByTheirIds() throws Exception {
    HttpResponse<byte[]> response = browser.get("/api/streams");
    JsonNode json = Browser.json(response);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json.path("seq").asText()).startsWith(shown.rooms().instance() + "-");
    assertThat(json.path("newestWindowEnd").asLong()).isEqualTo(END);
    assertThat(json.path("streams").findValuesAsText("streamId"))
        .containsExactly("=s/2 房", "s1", "s3");
    JsonNode row = json.path("streams").path(1);
    assertThat(row.path("score").asText()).isEqualTo("71.3812");
    assertThat(row.path("sales").asLong()).isEqualTo(212_000 - 1_200);
    assertThat(row.path("valid").asLong()).isEqualTo(4_069);
  }

  @Test
  void shouldFilterRooms() throws Exception {
    assertThat(ids("/api/streams?category=beauty")).containsExactly("s1");
    assertThat(ids("/api/streams?host=h8&status=live")).containsExactly("=s/2 房");
    assertThat(ids("/api/streams?status=quiet")).containsExactly("s3");
    assertThat(ids("/api/streams?category=none")).isEmpty();
  }

  @Test
  void shouldCompressWhatIsLarge() throws Exception {
    HttpResponse<byte[]> response = browser.get("/api/streams/s1", "Accept-Encoding", "gzip");

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).contains("\"row\":{");
    }
  }

  @Test
  void shouldGiveTheRecordAsItWasPublished() throws Exception {
    HttpResponse<byte[]> response = browser.get("/api/streams/s1");

    assertThat(Browser.text(response))
        .contains("\"record\":" + new String(newest, StandardCharsets.UTF_8) + ",\"sessions\":[");
    JsonNode session = Browser.json(response).path("sessions").path(0);
    assertThat(session.path("sessionStart").asLong()).isEqualTo(ShownRooms.SESSION_START);
    assertThat(session.path("windowEnd").asLong()).isEqualTo(END);
    assertThat(session.path("points").asInt()).isEqualTo(2);
    assertThat(session.path("ended").asBoolean(true)).isFalse();
  }

  @Test
  void shouldFindAStreamWhoseIdNeedsEncoding() throws Exception {
    JsonNode json = Browser.json(browser.get("/api/streams/%3Ds%2F2%20%E6%88%BF"));

    assertThat(json.path("row").path("streamId").asText()).isEqualTo("=s/2 房");
  }

  @Test
  void shouldGiveTheSeriesInColumns() throws Exception {
    JsonNode json = Browser.json(browser.get("/api/streams/s1/series"));

    assertThat(json.path("windowEnd").toString()).isEqualTo("[" + (END - 5_000) + "," + END + "]");
    assertThat(json.path("score").toString()).isEqualTo("[70.5,71.3812]");
    assertThat(json.path("barrages").toString()).isEqualTo("[1230,1230]");
    assertThat(json.path("marks").path(0).path("kind").asText()).isEqualTo("pin");
    assertThat(
            Browser.json(browser.get("/api/streams/s1/series?session=" + ShownRooms.SESSION_START)))
        .isEqualTo(json);
  }

  @Test
  void shouldReadOlderRecordsBack() throws Exception {
    HttpResponse<byte[]> old = browser.get("/api/streams/s1/record?windowEnd=" + (END - 5_000));

    assertThat(old.body()).isEqualTo(before);
    assertThat(browser.get("/api/streams/s1/record?windowEnd=" + END).body()).isEqualTo(newest);

    shown.setAway(true);
    HttpResponse<byte[]> away = browser.get("/api/streams/s1/record?windowEnd=" + (END - 5_000));
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(Browser.json(away).path("error").asText()).isEqualTo("KAFKA_UNAVAILABLE");
    // The newest needs no Kafka.
    assertThat(browser.get("/api/streams/s1/record?windowEnd=" + END).body()).isEqualTo(newest);

    shown.setAway(false);
    shown.forget();
    HttpResponse<byte[]> gone = browser.get("/api/streams/s1/record?windowEnd=" + (END - 5_000));
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(Browser.json(gone).path("error").asText()).isEqualTo("GONE");
  }

  @Test
  void shouldGiveSessionsThatEnded() throws Exception {
    byte[] summary = shown.publishSummary("s1", "h7");
    shown.publishSummary("s9", "h9");

    JsonNode all = Browser.json(browser.get("/api/sessions"));
    JsonNode one = Browser.json(browser.get("/api/sessions?stream=s1&host=h7&limit=1"));

    assertThat(all.path("sessions").size()).isEqualTo(2);
    assertThat(one.path("sessions").size()).isEqualTo(1);
    assertThat(one.path("sessions").path(0).path("conversion").asText()).isEqualTo("0.184739");
    assertThat(browser.get("/api/sessions/s1/" + ShownRooms.SESSION_START).body())
        .isEqualTo(summary);
  }

  @Test
  void shouldTellHowCompleteTheNumbersAre() throws Exception {
    shown.publishRejections();
    shown.publish("{\"schema\":2}".getBytes(StandardCharsets.UTF_8));

    JsonNode health = Browser.json(browser.get("/api/health"));

    assertThat(health.path("kafka").path("missingTopics").path(0).asText())
        .isEqualTo("live.quarantine");
    assertThat(health.path("watermarkLagMillis").asLong()).isEqualTo(6_000);
    assertThat(health.path("valid").asLong()).isEqualTo(3 * 4_069);
    assertThat(health.path("rejected").path("DUPLICATE_CART").asLong()).isEqualTo(3 * 270);
    assertThat(health.path("streams").path("quiet").asInt()).isEqualTo(1);
    assertThat(health.path("unreadable").path("newerSchema").asInt()).isEqualTo(1);
  }

  @Test
  void shouldWriteTablesForSpreadsheets() throws Exception {
    shown.publishSummary("@s1", "h7");
    HttpResponse<byte[]> streams = browser.get("/api/streams.csv?host=h8");
    String series = Browser.text(browser.get("/api/streams/s1/series.csv"));
    String sessions = Browser.text(browser.get("/api/sessions.csv"));

    assertThat(streams.headers().firstValue("Content-Type"))
        .hasValue("text/csv;charset=utf-8;header=present");
    assertThat(streams.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"livegauge-streams.csv\"");
    List<String> lines = Browser.text(streams).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).split(",", -1)).hasSameSizeAs(lines.get(1).split(",", -1));
    assertThat(lines.get(1))
        .startsWith(
            "'=s/2 房,h8,food,CNY,live,2023-11-14T22:13:21.234Z,1700000001234,"
                + "2023-11-14T22:18:20Z,1700000300000,40,");
    assertThat(series)
        .startsWith("streamId,sessionStart,sessionStartMillis,windowEnd,windowEndMillis,score,")
        .contains("\r\ns1,2023-11-14T22:13:21.234Z,1700000001234,2023-11-14T22:18:20Z,");
    assertThat(series.lines()).hasSize(3);
    assertThat(sessions.lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("'@s1,h7,beauty,CNY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/streams?status=dead | 400 | 'dead' is not allowed; allowed is one of live, quiet, ended",
        "/api/streams?status= | 400 | Parameter status: '' is not allowed; allowed is a text",
        "/api/streams?catgory=x | 400 | catgory: there is none here; allowed are category, host",
        "/api/streams?host=a&host=b | 400 | Parameter host: given 2 times",
        "/api/health?x=1 | 400 | Parameter x: there is none here; none is allowed",
        "/api/sessions?limit=0 | 400 | '0' is not allowed; allowed is an integer from 1 to 1000",
        "/api/sessions?limit=1e3 | 400 | '1e3' is not allowed; allowed is an integer",
        "/api/streams/s1/series?session=now | 400 | 'now' is not allowed; allowed is a point of time",
        "/api/streams/s1/series?session=5 | 404 | has no session that began at 5",
        "/api/streams/s1/record | 400 | Parameter windowEnd: missing; allowed is a point of time",
        "/api/streams/s1/record?windowEnd=7 | 404 | No record of the slice end 7 is kept",
        "/api/streams/s1/record?windowEnd=7&session=5 | 404 | has no session that began at 5",
        "/api/streams/s9 | 404 | No stream \"s9\" is known. GET /api/streams lists",
        "/api/streams/s9/series.csv | 404 | No stream \"s9\" is known",
        "/api/streams/s9/updates | 404 | No stream \"s9\" is known",
        "/api/sessions/s1/5 | 404 | has no session that began at 5",
        "/api/sessions/s1/x | 400 | Parameter sessionStart: 'x' is not allowed",
      })
  void shouldSayWhatIsWrong(String path, int status, String message) throws Exception {
    HttpResponse<byte[]> response = browser.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Browser.json(response).path("message").asText()).contains(message).endsWith(".");
  }

  @Test
  void shouldSayWhoIsAsking() throws Exception {
    assertThat(Browser.text(browser.get("/api/me")))
        .isEqualTo("{\"role\":\"operations\",\"hostId\":null,\"authentication\":\"none\"}");
    assertThat(
            browser
                .post("/api/login", "{\"token\":\"x\"}", "Content-Type", "application/json")
                .statusCode())
        .isEqualTo(204);
  }
}
