package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.room.Rooms;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is the same whatever is shown: files, headers, refusals. */
@TestInstance(Lifecycle.PER_CLASS)
class WebServerTest {
  private static final String BEGUN =
      "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: 100\r\n\r\n{\"to";

  private WebServer server;
  private Browser browser;

  @BeforeAll
  void start() throws Exception {
    server =
        WebServer.start(
            new Listener("127.0.0.1", 0, 1_000),
            Access.open(),
            rooms(),
            (topic, partition, offset) -> Optional.empty(),
            WebServer.MOST_LIVE_CONNECTIONS);
    browser = new Browser(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static Rooms rooms() {
    return new Rooms(Duration.ofHours(24), "kafka:9092", Clock.systemUTC());
  }

  @Test
  void shouldServeThePage() throws Exception {
    HttpResponse<byte[]> page = browser.get("/?stream=s1");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(Browser.text(page)).startsWith("<!doctype html>");
    assertThat(browser.get("/vendor/uplot/uPlot.esm.js").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldForbidEverythingFromElsewhere() throws Exception {
    for (String path : new String[] {"/", "/api/streams", "/nothing", "/api/nothing"}) {
      Map<String, String> headers = SecurityHeaders.ALL;
      HttpResponse<byte[]> response = browser.get(path);

      headers.forEach(
          (name, value) ->
              assertThat(response.headers().firstValue(name)).as(path).hasValue(value));
      assertThat(response.headers().map()).doesNotContainKeys("server", "set-cookie");
    }
    assertThat(SecurityHeaders.CONTENT_SECURITY_POLICY).doesNotContain("unsafe");
  }

  @Test
  void shouldSendAFileOnceOnly() throws Exception {
    HttpResponse<byte[]> first = browser.get("/app.js", "Accept-Encoding", "br, gzip;q=0.8");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> again =
        browser.get("/app.js", "Accept-Encoding", "gzip", "If-None-Match", tag);
    HttpResponse<byte[]> plain =
        browser.get("/app.js", "Accept-Encoding", "gzip;q=0", "If-None-Match", tag);

    assertThat(first.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
        .isEqualTo("identity");
    assertThat(Browser.text(plain)).contains("import");
  }

  @Test
  void shouldServeNothingBesideThePage() throws Exception {
    for (String path :
        new String[] {
          "/texts",
          "/texts/",
          "/openapi.json",
          "/../openapi.json",
          "/%2e%2e/openapi.json",
          "/texts/..%2fapp.js",
          "/.gitignore",
          "/app.js%00",
          "/app.class",
          "//app.js",
          "/api",
          "/api/",
          "/api/stream"
        }) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(path)
          .matches("(?s)HTTP/1.1 40[04].*")
          .contains("{\"error\":");
    }
  }

  @Test
  void shouldSayWhatThereIs() throws Exception {
    HttpResponse<byte[]> api = browser.get("/api/stream", "Accept", "text/html");
    HttpResponse<byte[]> page = browser.get("/strems/%3Cb%3E", "Accept", "text/html");

    assertThat(api.statusCode()).isEqualTo(404);
    assertThat(Browser.json(api).path("error").asText()).isEqualTo("NOT_FOUND");
    assertThat(Browser.json(api).path("message").asText())
        .contains("/api/stream.")
        .contains("/api/streams/{id}/series")
        .contains("/api/openapi.json");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(Browser.text(page))
        .contains("<a href=\"/\">")
        .contains("/strems/")
        .doesNotContain("<b>");
  }

  @Test
  void shouldNameTheMethodsThatThereAre() throws Exception {
    HttpResponse<byte[]> response = browser.send(browser.request("/api/streams").DELETE().build());
    HttpResponse<byte[]> login = browser.get("/api/login");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertThat(Browser.json(response).path("error").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(login.statusCode()).isEqualTo(405);
    assertThat(login.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void shouldAnswerAQuestionForTheHead() throws Exception {
    HttpRequest head =
        browser.request("/api/streams").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();

    assertThat(browser.send(head).statusCode()).isEqualTo(200);
    assertThat(browser.send(head).body()).isEmpty();
    HttpRequest unknown =
        browser
            .request("/api/streams/s1")
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(browser.send(unknown).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseOtherNamesWhereNoTokenIsNeeded() throws Exception {
    for (String host : new String[] {"evil.example", "localhost.evil.example", "0.0.0.0", ""}) {
      String answer =
          raw("GET /api/streams HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

      assertThat(answer).as(host).matches("(?s)HTTP/1.1 40[03].*");
    }
    for (String host : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:9"}) {
      String answer =
          raw("GET /api/streams HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

      assertThat(answer).as(host).startsWith("HTTP/1.1 200 ");
    }
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .contains("FORBIDDEN_HOST")
        .contains("localhost, 127.0.0.1 and [::1]");
  }

  @Test
  void shouldRefusePagesOfOtherSites() throws Exception {
    assertThat(browser.get("/api/streams", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .get(
                    "/api/streams.csv",
                    "Sec-Fetch-Site",
                    "cross-site",
                    "Sec-Fetch-Mode",
                    "navigate")
                .statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/api/streams", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldAnswerWhatIsNoRequestInOneLine() throws Exception {
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":\"BAD_REQUEST\"")
        .contains("Content-Security-Policy")
        .doesNotContain("Jetty", "at org.");
    assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(
            raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "x".repeat(20_000)
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void shouldTakeNoLargeBody() throws Exception {
    HttpResponse<byte[]> response =
        browser.post(
            "/api/login",
            "{\"token\":\"" + "x".repeat(100_000) + "\"}",
            "Content-Type",
            "application/json");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(Browser.json(response).path("error").asText()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void shouldSayThatAPortIsTaken() {
    assertThatThrownBy(
            () ->
                WebServer.start(
                    "127.0.0.1",
                    server.port(),
                    Access.open(),
                    rooms(),
                    (topic, partition, offset) -> Optional.empty()))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void shouldAnswerWhileOthersHoldTheirBodiesBack() throws Exception {
    List<Socket> slow = slow(40, BEGUN);

    assertThat(browser.get("/api/streams").statusCode()).isEqualTo(200);
    for (Socket socket : slow) {
      // Refused at once, or cut off.
      String answer = rest(socket);
      assertThat(answer).matches("(?s)(HTTP/1.1 503 .*TOO_MANY_LOGINS.*)?");
    }
    assertThat(browser.post("/api/login", "{}", "Content-Type", "application/json").statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldLetGoOfThoseWhoDoNotRead() throws Exception {
    String request = "GET /vendor/uplot/uPlot.esm.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    int length = browser.get("/vendor/uplot/uPlot.esm.js").body().length;
    List<Socket> slow = slow(20, request.repeat(200));

    assertThat(browser.get("/api/streams").statusCode()).isEqualTo(200);
    // Two more that are cut off, one after the other: the time of those above is over then.
    assertThat(rest(slow(1, BEGUN).get(0))).isEmpty();
    assertThat(rest(slow(1, BEGUN).get(0))).isEmpty();
    for (Socket socket : slow) {
      // What had been sent by then comes, and then the end.
      assertThat(rest(socket).length()).isLessThan(200 * length);
    }
  }

  private List<Socket> slow(int count, String text) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(65_536);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      sockets.add(socket);
    }
    return sockets;
  }

  /** All that comes until the server ends it. */
  private static String rest(Socket socket) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (socket) {
      socket.getInputStream().transferTo(bytes);
    } catch (SocketException e) {
      // An end as well.
      assertThat(e).hasMessageContaining("reset");
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
