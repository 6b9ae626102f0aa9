package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.livegauge.dashboard.access.Access;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The description of the API is what the API does. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final ShownRooms shown = new ShownRooms();
  private WebServer server;
  private Browser browser;
  private JsonNode description;

  @BeforeAll
  void start() throws Exception {
    for (int i = 1; i <= 5; i++) {
      shown.publish(
          shown.record("s" + i, "h" + i, "beauty", ShownRooms.END + 305_000, "" + 50 * i / 2));
      shown.publish(shown.record("s" + i, "h" + i, "beauty", ShownRooms.END, "" + 12 * i));
    }
    shown.publish(shown.record("bare", null, null, ShownRooms.END - 100_000, "50"));
    shown.publishSummary("s1", "h1");
    shown.publishRejections();
    shown.publishAlert("s1", "SCORE_DROP", true);
    shown.publishAlert("s1", "OF_A_NEWER_JOB", true);
    shown.publish(new byte[] {'{'});
    server = WebServer.start("127.0.0.1", 0, Access.open(), shown.rooms(), shown);
    browser = new Browser(server.port());
    description = Browser.json(browser.get("/api/openapi.json"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void check(JsonNode schema, JsonNode value, String what) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.set("components", description.path("components"));
    root.setAll((ObjectNode) schema);
    JsonSchema validator = SCHEMAS.getSchema(root);
    assertThat(validator.validate(value)).as(what).isEmpty();
  }

  private JsonNode named(String name) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  @Test
  void shouldNameThePathsThatThereAre() {
    Api api = new Api(shown.rooms(), shown, new Doorman(Access.open()), new LiveConnections(1));
    List<String> served =
        api.routes().stream()
            .map(route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.path())
            .toList();
    List<String> described = new ArrayList<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));

    assertThat(description.path("openapi").asText()).startsWith("3.1");
    assertThat(described).containsExactlyInAnyOrderElementsOf(served);
    for (Route route : api.routes()) {
      JsonNode operation =
          description
              .path("paths")
              .path(route.path())
              .path(route.method().name().toLowerCase(Locale.ROOT));
      assertThat(operation.path("security").isArray()).as(route.path()).isEqualTo(route.isPublic());
      assertThat(operation.path("responses").has("401") || route.isPublic()).isTrue();
    }
  }

  @Test
  void shouldDescribeWhatIsAnswered() throws Exception {
    for (String path :
        new String[] {
          "/api/streams",
          "/api/streams?category=none",
          "/api/streams/s1",
          "/api/streams/bare",
          "/api/streams/s2/series",
          "/api/streams/s2/record?windowEnd=" + ShownRooms.END,
          "/api/sessions",
          "/api/sessions/s1/" + ShownRooms.SESSION_START,
          "/api/health",
          "/api/me",
          "/api/openapi.json"
        }) {
      HttpResponse<byte[]> response = browser.get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(200);
      check(answerOf(path, "200"), Browser.json(response), path);
    }
  }

  @Test
  void shouldDescribeRefusals() throws Exception {
    for (String path :
        new String[] {
          "/api/streams?status=x",
          "/api/streams/s9",
          "/api/streams/s1/series?session=5",
          "/api/streams/s1/record?windowEnd=5",
          "/api/sessions/s1/5",
          "/api/health?x=y"
        }) {
      HttpResponse<byte[]> response = browser.get(path);

      assertThat(response.statusCode()).as(path).isNotEqualTo(200);
      check(answerOf(path, Integer.toString(response.statusCode())), Browser.json(response), path);
    }
  }

  @Test
  void shouldDescribeTheParameters() throws Exception {
    description
        .path("paths")
        .properties()
        .forEach(
            path -> {
              for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
                if (parameter.path("in").asText().equals("query")) {
                  String text = ask(path.getKey(), parameter.path("name").asText());
                  assertThat(text).as(path.getKey()).doesNotContain("there is none here");
                }
              }
              if (path.getValue().has("get") && !path.getKey().endsWith("openapi.json")) {
                assertThat(ask(path.getKey(), "another")).contains("there is none here");
              }
            });
  }

  /** Asks with one query parameter that has no value, which none allows. */
  private String ask(String path, String parameter) {
    try {
      return Browser.text(browser.get(filled(path) + "?" + parameter + "="));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static String filled(String path) {
    return path.replace("{id}", "s1")
        .replace("{streamId}", "s1")
        .replace("{sessionStart}", Long.toString(ShownRooms.SESSION_START));
  }

  @Test
  void shouldDescribeLiveEvents() throws Exception {
    try (LiveEvents events = browser.events("/api/updates")) {
      check(named("RowsEvent"), events.next("rows").data(), "rows");
      check(named("Health"), events.next("health").data(), "health");
    }
    try (LiveEvents events = browser.events("/api/streams/s1/updates")) {
      check(named("RecordEvent"), events.next("record").data(), "record");
    }
  }

  private JsonNode answerOf(String path, String status) {
    String bare = path.replaceFirst("\\?.*", "");
    Optional<JsonNode> found = Optional.empty();
    for (Iterator<String> names = description.path("paths").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (bare.matches(name.replaceAll("\\{[^}]*}", "[^/]+"))
          && (found.isEmpty() || name.equals(bare))) {
        found = Optional.of(description.path("paths").path(name));
      }
    }
    JsonNode response = found.orElseThrow().path("get").path("responses").path(status);
    if (response.has("$ref")) {
      response = description.at(response.path("$ref").asText().substring(1));
    }
    JsonNode schema = response.path("content").path("application/json").path("schema");
    assertThat(schema.isObject()).as(path + " " + status).isTrue();
    return schema;
  }
}
