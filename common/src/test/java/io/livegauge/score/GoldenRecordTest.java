package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Model;
import io.livegauge.model.ModelFixtures;
import io.livegauge.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed examples of every record: still written byte for byte, still read, and valid by the
 * published schemas. Run with {@code -Dlivegauge.golden.write=DIR} to write them anew after a
 * change that is meant.
 */
class GoldenRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldReadAndWriteTheModel() throws IOException {
    byte[] written = ModelFixtures.writer(3).role(Role.CHAMPION).write();
    Model model = ModelFixtures.read(golden("model.json", written));

    assertThat(text(model.bytes())).isEqualTo(text(written));
    assertThat(problems("model", model.bytes())).isEmpty();
  }

  @Test
  void shouldReadAndWriteTheScoreRecord() throws IOException {
    byte[] written = record().toJson();

    assertThat(text(golden("score.json", written))).isEqualTo(text(written));
    assertThat(problems("score", written)).isEmpty();
  }

  @Test
  void shouldReadAndWriteTheSessionSummary() throws IOException {
    byte[] written = summary().toJson();

    assertThat(text(golden("session.json", written))).isEqualTo(text(written));
    assertThat(problems("session", written)).isEmpty();
  }

  @Test
  void shouldReadTheWindowFile() throws IOException {
    byte[] written = AvroRowsTest.file(WindowRows.INSTANCE, List.of(record(), plain()));

    assertThat(AvroRowsTest.rows(WindowRows.INSTANCE, golden("window.avro", written)))
        .containsExactly(record().withAdvice(List.of()), plain().withAdvice(List.of()));
  }

  @Test
  void shouldReadTheSettlementFile() throws IOException {
    byte[] written = AvroRowsTest.file(SettlementRows.INSTANCE, AvroRowsTest.settlements());

    assertThat(AvroRowsTest.rows(SettlementRows.INSTANCE, golden("settlement.avro", written)))
        .usingRecursiveComparison()
        .isEqualTo(AvroRowsTest.settlements());
  }

  @Property(tries = 100)
  void shouldBeValidByTheSchemasWhateverWasMeasured(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Model model = ModelFixtures.random(random, 1 + random.nextInt(9));
    Model challenger = random.nextBoolean() ? ModelFixtures.random(random, 10) : null;
    ScoreRecord record =
        Scorer.score(
            MeasurementFixtures.random(random), model, challenger, ScoringOptions.DEFAULTS);

    assertThat(problems("score", record.toJson())).isEmpty();
    assertThat(problems("model", model.bytes())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "session", "model"})
  void shouldDescribeEveryFieldInItsOrder(String record) throws IOException {
    JsonNode example = JSON.readTree(golden(record + ".json", null));
    JsonNode schema = JSON.readTree(schemaText(record));
    List<String> described = names(schema.get("properties"));
    if (record.equals("model")) {
      described.removeAll(List.of("validFrom", "currency"));
      described.sort(null);
    }
    List<String> given = names(example);
    if (record.equals("model")) {
      given.sort(null);
    }

    assertThat(given).isEqualTo(described);
  }

  @Test
  void shouldRefuseWhatTheSchemasRefuse() throws IOException {
    String score = text(record().toJson());

    assertThat(problems("score", score.replace("\"A12\"", "\"A13\""))).isNotEmpty();
    assertThat(problems("score", score.replace("\"score\"", "\"points\""))).isNotEmpty();
    assertThat(problems("score", score.replace("DUPLICATE_ID", "LATE"))).isNotEmpty();
    assertThat(problems("score", score.replace("\"survey\"", "\"guess\""))).isNotEmpty();
  }

  @Test
  void shouldListWhatTheCodeKnows() throws IOException {
    JsonNode schema = JSON.readTree(schemaText("score"));
    List<String> actions = new ArrayList<>();
    schema
        .at("/properties/advice/items/properties/action/enum")
        .forEach(node -> actions.add(node.textValue()));
    List<String> reasons = new ArrayList<>();
    schema
        .at("/$defs/quality/properties/rejected/propertyNames/enum")
        .forEach(node -> reasons.add(node.textValue()));

    assertThat(actions)
        .containsExactlyElementsOf(Arrays.stream(AdviceAction.values()).map(Enum::name).toList());
    assertThat(reasons)
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values()).filter(Reason::isCleaning).map(Enum::name).toList());
  }

  @Test
  void shouldExplainEveryActionInTheDocs() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "model.md"));
    for (AdviceAction action : AdviceAction.values()) {
      assertThat(docs)
          .containsPattern(
              "\\| %s \\| `%s` \\| [^|]+ \\| %s \\|"
                  .formatted(action.indicator(), action, action.isInStudy() ? "study" : "own"));
    }
  }

  @Test
  void shouldStoreWhatTheRecordSaysButAdvice() throws IOException {
    List<String> fields = names(JSON.readTree(record().toJson()));
    fields.remove("advice");

    assertThat(WindowRows.INSTANCE.schema().getFields().stream().map(Schema.Field::name).toList())
        .isEqualTo(fields);
  }

  private static ScoreRecord record() {
    return Scorer.score(
        MeasurementFixtures.plausible(),
        ModelFixtures.champion(),
        ModelFixtures.read(ModelFixtures.writer(4).role(Role.CHALLENGER).currency("USD").write()),
        ScoringOptions.DEFAULTS);
  }

  private static ScoreRecord plain() {
    return Scorer.score(
        MeasurementFixtures.random(new Random(11)),
        ModelFixtures.champion(),
        null,
        ScoringOptions.DEFAULTS);
  }

  private static SessionSummary summary() {
    ScoreStats stats = new ScoreStats();
    stats.add(713_812, 1_700_000_290_000L);
    stats.add(650_000, 1_700_000_295_000L);
    stats.add(record().score10000(), 1_700_000_300_000L);
    return Scorer.summarize(
        MeasurementFixtures.plausible(), ModelFixtures.champion(), stats, ScoringOptions.DEFAULTS);
  }

  private static byte[] golden(String name, byte[] written) throws IOException {
    String directory = System.getProperty("livegauge.golden.write");
    if (directory != null && written != null) {
      Files.write(Path.of(directory, name), written);
    }
    try (InputStream in = GoldenRecordTest.class.getResourceAsStream("/golden/record/" + name)) {
      assertThat(in).as("golden file %s", name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static List<String> problems(String record, byte[] json) throws IOException {
    return problems(record, text(json));
  }

  private static List<String> problems(String record, String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schemaText(record));
    return schema.validate(JSON.readTree(json)).stream().map(Object::toString).toList();
  }

  private static String schemaText(String record) throws IOException {
    try (InputStream in =
        Indicator.class.getResourceAsStream(
            "/io/livegauge/schema/record/" + record + ".schema.json")) {
      return text(in.readAllBytes());
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
