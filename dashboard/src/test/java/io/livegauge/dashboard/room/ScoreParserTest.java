package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.dashboard.room.ScoreFacts.Advice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreParserTest {
  private static final long NO_TIMESTAMP = -1;

  @Test
  void shouldReadTheCommittedRecord() throws UnreadableRecordException {
    assertThat(ScoreParser.parse(Samples.golden("score.json"), NO_TIMESTAMP))
        .isEqualTo(
            new ScoreFacts(
                "s1",
                "h7",
                "beauty",
                "CNY",
                1_700_000_001_234L,
                1_700_000_300_000L,
                true,
                795_572,
                782_347,
                105,
                125,
                276,
                146,
                212_000,
                1_200,
                242,
                158_522,
                138,
                184_739L,
                1_230,
                4_069,
                3_654,
                Map.of("DUPLICATE_ID", 145L, "DUPLICATE_CART", 270L),
                2,
                3,
                new Advice("A23", 6_224, "PURCHASE_LINKED_GAME"),
                List.of(
                    new Mark(1_700_000_298_000L, "pin", "p7"),
                    new Mark(1_700_000_298_500L, "promo", "NOV \"11\" 🎉"))));
  }

  @Test
  void shouldKeepTheReasonsInTheirOrder() throws UnreadableRecordException {
    byte[] value =
        Samples.score("s1", Samples.END)
            .with(
                tree ->
                    ((ObjectNode) tree.get("quality"))
                        .putObject("rejected")
                        .put("DUPLICATE_CART", 270)
                        .put("ABNORMAL_CART", 0)
                        .put("DUPLICATE_ID", 145))
            .bytes();

    assertThat(ScoreParser.parse(value, NO_TIMESTAMP).rejected().keySet())
        .containsExactly("DUPLICATE_ID", "DUPLICATE_CART");
  }

  @Test
  void shouldTakeWhatIsAbsentAsUnknown() throws UnreadableRecordException {
    byte[] value =
        Samples.score("s1", Samples.END)
            .with(
                tree -> {
                  tree.putNull("hostId").putNull("category").putArray("advice");
                  tree.putArray("marks")
                      .addObject()
                      .put("time", 1)
                      .put("kind", "new")
                      .put("id", "x");
                  tree.put("later", "field").putObject("shadow").putArray("deep").addObject();
                  ((ObjectNode) tree.get("sales")).putNull("currency");
                  ObjectNode conversion = (ObjectNode) tree.at("/indicators/7/session");
                  conversion.putNull("raw").put("numerator", 0).put("denominator", 0);
                })
            .bytes();

    ScoreFacts facts = ScoreParser.parse(value, NO_TIMESTAMP);

    assertThat(facts.hostId()).isNull();
    assertThat(facts.category()).isNull();
    assertThat(facts.currency()).isNull();
    assertThat(facts.advice()).isNull();
    assertThat(facts.conversionMillionths()).isNull();
    assertThat(facts.marks()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // Counts and sales need no sample; ratios need 20, means 5, of the scope that the score uses.
    "A12, window, 0, 2",
    "A32, window, 0, 2",
    "A11, window, 4, 3",
    "A11, window, 5, 2",
    "A11, session, 4, 2",
    "A31, window, 19, 3",
    "A31, window, 20, 2",
    "A41, session, 4, 3",
    "A41, session, 5, 2",
    "A41, window, 0, 2",
    "A43, session, 19, 3",
    "A51, window, 19, 3"
  })
  void shouldCountIndicatorsThatRestOnLittle(String code, String scope, int sample, int weak)
      throws UnreadableRecordException {
    byte[] value =
        Samples.score("s1", Samples.END)
            .with(
                tree -> {
                  for (JsonNode indicator : tree.get("indicators")) {
                    if (indicator.get("code").textValue().equals(code)) {
                      ((ObjectNode) indicator.get(scope)).put("denominator", sample);
                    }
                  }
                })
            .bytes();

    assertThat(ScoreParser.parse(value, NO_TIMESTAMP).weak()).isEqualTo(weak);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "schema|\"1\"|schema is not a whole number",
        "schema|0|schema is 0",
        "schema|1.0|schema is not a whole number",
        "streamId|null|streamId is not a text",
        "streamId|\"\"|streamId has 0 characters",
        "hostId|7|hostId is not a text",
        "sessionStart|-1|sessionStart is -1",
        "sessionStart|1800000000000|windowEnd 1700000300000 lies before sessionStart",
        "windowEnd|1700000300000.0|windowEnd is not a whole number",
        "windowEnd|9223372036854775808|windowEnd is 9223372036854775808",
        "windowEnd|99999999999999999999999999999999999999999999999|windowEnd is 9999999",
        "final|0|final is neither true nor false",
        "score|100.0001|score is 100.0001",
        "score|-1|score is -1",
        "score|1e999|score is 1e999",
        "score|\"71\"|score is no number",
        "baselineScore|null|baselineScore is no number",
        "indicators|{}|indicators is not an array",
        "indicators|[]|indicator A12 is missing",
        "indicators|[1]|indicators is not an object",
        "audience|[]|audience is not an object",
        "audience|{}|a figure of audience is missing",
        "quality|{\"valid\":-1}|valid is -1",
        "quality|{\"valid\":9007199254740992}|valid is 9007199254740992",
        "quality|{\"valid\":2,\"accepted\":1,\"rejected\":{}}|valid is 2, but accepted",
        "quality|{\"valid\":1,\"accepted\":0,\"rejected\":{\"LATE\":1}}|a reason that is not known",
        "sales|{\"paid\":1.5}|paid is not a whole number",
        "model|{\"version\":-3}|model.version is -3",
        "marks|[{\"time\":1}]|a mark lacks its time, its kind or its id",
        "advice|[{\"code\":\"A11\"}]|an advice lacks its code",
        "advice|7|advice is not an array"
      })
  void shouldSayWhatIsWrong(String field, String value, String why) {
    String record =
        Samples.score("s1", Samples.END)
            .with(tree -> tree.put(field, "@@"))
            .toString()
            .replace("\"@@\"", value);

    assertThatThrownBy(() -> parse(record)).hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "schema, schema is missing",
    "streamId, streamId is missing",
    "windowEnd, windowEnd is missing",
    "final, final is missing",
    "score, score is missing",
    "sales, a figure of sales is missing",
    "quality, a figure of quality is missing",
    "model, model.version is missing"
  })
  void shouldSayWhatIsMissing(String field, String why) {
    String record = Samples.score("s1", Samples.END).with(tree -> tree.remove(field)).toString();

    assertThatThrownBy(() -> parse(record)).hasMessage(why);
  }

  @Test
  void shouldKnowANewerSchemaWhereverItSaysSo() {
    String newer = Samples.score("s1", Samples.END).with(tree -> tree.put("schema", 2)).toString();

    for (String record :
        List.of(
            newer,
            "{\"score\":\"a text by then\",\"schema\":2}",
            "{\"streamId\":{},\"schema\":123456789012345678901234567890}")) {
      assertThatThrownBy(() -> parse(record))
          .isInstanceOfSatisfying(
              UnreadableRecordException.class, e -> assertThat(e.isNewer()).isTrue());
    }
    assertThatThrownBy(() -> parse("{\"schema\":-123456789012345678901234567890}"))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class, e -> assertThat(e.isNewer()).isFalse());
  }

  @Test
  void shouldRefuseWhatIsNoJsonObject() {
    String whole = Samples.score("s1", Samples.END).toString();

    assertThatThrownBy(() -> ScoreParser.parse(null, 0)).hasMessage("the record has no value");
    assertThatThrownBy(() -> parse("")).hasMessage("the record is no JSON object");
    assertThatThrownBy(() -> parse("[]")).hasMessage("the record is no JSON object");
    assertThatThrownBy(() -> parse(whole + "x")).hasMessageStartingWith("the record is broken");
    assertThatThrownBy(() -> parse(whole + "{}")).hasMessage("something follows the JSON object");
    assertThatThrownBy(() -> parse(whole.substring(0, 500)))
        .hasMessageStartingWith("the record is broken JSON at byte");
    assertThatThrownBy(() -> ScoreParser.parse(whole.getBytes(StandardCharsets.UTF_16LE), 0))
        .hasMessage("the record is no JSON object");
    assertThatThrownBy(() -> parse("{\"a\":\"" + "x".repeat(JsonFields.MOST_BYTES) + "\"}"))
        .hasMessageContaining("at most 1048576 are read");
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(5_000)))
        .hasMessageStartingWith("the record is broken JSON");
  }

  @Test
  void shouldRefuseASliceEndFarAheadOfTheRecordsTimestamp() {
    byte[] value = Samples.score("s1", Samples.END).bytes();

    assertThatThrownBy(() -> ScoreParser.parse(value, Samples.END - 600_001))
        .hasMessageContaining("lies more than ten minutes after the record's timestamp");
    assertThat(parsed(value, Samples.END - 600_000).windowEnd()).isEqualTo(Samples.END);
  }

  @Test
  void shouldRefuseHalfACharacter() {
    String whole = Samples.score("s1", Samples.END).toString();

    for (String half : new String[] {"\\ud83c", "\\udf89", "a\\udf89\\ud83c"}) {
      assertThatThrownBy(() -> parse(whole.replace("\"s1\"", "\"" + half + "\"")))
          .hasMessage("streamId holds half of a surrogate pair");
    }
    assertThat(parsed(Samples.score("\ud83c\udf89", Samples.END).bytes(), NO_TIMESTAMP).streamId())
        .isEqualTo("\ud83c\udf89");
  }

  @Test
  void shouldReadAsManyMarksAsAJobCanPublish() {
    byte[] value =
        Samples.score("s1", Samples.END)
            .with(
                tree -> {
                  for (int i = 0; i < 1_000; i++) {
                    tree.withArray("marks")
                        .addObject()
                        .put("time", Samples.END)
                        .put("kind", "pin")
                        .put("id", "商".repeat(128));
                  }
                })
            .bytes();

    assertThat(value.length).isGreaterThan(256 << 10);
    assertThat(parsed(value, NO_TIMESTAMP).marks()).hasSize(100);
  }

  private static ScoreFacts parsed(byte[] value, long timestamp) {
    try {
      return ScoreParser.parse(value, timestamp);
    } catch (UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static ScoreFacts parse(String record) throws UnreadableRecordException {
    return ScoreParser.parse(record.getBytes(StandardCharsets.UTF_8), NO_TIMESTAMP);
  }
}
