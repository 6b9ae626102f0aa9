package io.livegauge.local.quarantine;

import static io.livegauge.local.quarantine.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static RejectedRecord record(byte[] value) {
    Rejection rejection = Samples.undecodable(value, Topic.LIKE, 3, 42);
    return Samples.readBack(rejection);
  }

  private static byte[] write(byte[] value) {
    return RepairLine.write(record(new byte[] {'x'}), new Original.Found(value));
  }

  static Stream<byte[]> values() {
    return Stream.of(
        bytes("{}"),
        bytes(" {\n  \"count\": 0,\r\n\t\"a\": [1.0, 1e3, -0]\n}\n"),
        bytes("{\"a\":1,\"a\":2}"),
        bytes("{\"text\":\"äöü 直播 \\ud83d \\\" \\n\"}"),
        bytes("{\"deep\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}"),
        bytes("{} {}"),
        bytes("{\"type\":"),
        bytes("null"),
        bytes("\"text\""),
        bytes("[1]"),
        bytes("line one\nline two"),
        bytes("\u0000"),
        bytes(""),
        new byte[] {(byte) 0xff, 0, '\n'},
        bytes("\ufeff{}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldBringEveryValueBack(byte[] value) throws IOException {
    byte[] line = write(value);

    assertThat(new String(line, StandardCharsets.ISO_8859_1)).doesNotContain("\n", "\r");
    JsonNode json = JSON.readTree(line);
    assertThat(json.get("topic").textValue()).isEqualTo("live.like");
    RepairLine read = RepairLine.read(line);
    assertThat(read.reason()).isEqualTo("INVALID");
    assertThat(read.topic()).isEqualTo("live.like");
    assertThat(read.partition()).isEqualTo(3);
    assertThat(read.offset()).isEqualTo(42);
    assertThat(read.isUnedited()).isTrue();
    // Line feeds of an object's white space become spaces, and what is around it is left out.
    String expected = new String(value, StandardCharsets.ISO_8859_1);
    assertThat(new String(read.value(), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            json.path("value").isObject()
                ? expected.strip().replace('\n', ' ').replace('\r', ' ')
                : expected);
  }

  @Property(tries = 300)
  void shouldBringAnyBytesBack(@ForAll byte[] value) throws IOException {
    RepairLine read = RepairLine.read(write(value));

    assertThat(read.isUnedited()).isTrue();
    assertThat(Fingerprint.of(read.value())).isEqualTo(Fingerprint.of(value));
  }

  @Test
  void shouldShowAnEventAsAnObjectToEdit() throws IOException {
    JsonNode json = JSON.readTree(write(bytes(Samples.like("e1", "s1", 5, 0))));

    assertThat(json.get("value").get("count").intValue()).isZero();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "reason",
            "detail",
            "topic",
            "partition",
            "offset",
            "rejectedAt",
            "fingerprint",
            "value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"text\":\"a\\ud83d\"}", "{\"a\":[{\"\\udc00\":1}]}"})
  void shouldHideHalfACharacterFromToolsThatGiveUpAtIt(String value) throws IOException {
    byte[] line = write(bytes(value));

    assertThat(JSON.readTree(line).get("value").textValue()).isEqualTo(value);
    assertThat(RepairLine.read(line).isUnedited()).isTrue();
  }

  @Test
  void shouldSeeThroughTheFormThatToolsLeave() throws IOException {
    byte[] line = write(bytes("{\"b\":[1, 2], \"a\":{\"y\":1.50,\"x\":\"\\u00e4\"}}"));
    String other =
        new String(line, StandardCharsets.UTF_8)
            .replaceFirst(
                "\"value\":.*", "\"value\":{\"a\":{\"x\":\"ä\",\"y\":15e-1},\"b\":[1.0,2]}}");

    RepairLine reformatted = RepairLine.read(bytes(other));
    assertThat(reformatted.isUnedited()).isTrue();
    assertThat(reformatted.identity()).isEqualTo(RepairLine.read(line).identity());
    assertThat(RepairLine.read(bytes(other.replace("[1.0,2]", "[2,1]"))).isUnedited()).isFalse();
  }

  @Test
  void shouldTellRecordsAndValuesApart() throws IOException {
    RepairLine line = RepairLine.read(write(bytes("{\"a\":1}")));
    String text = new String(write(bytes("{\"a\":1}")), StandardCharsets.UTF_8);

    RepairLine edited = RepairLine.read(bytes(text.replace("{\"a\":1}", "{\"a\":2}")));
    assertThat(edited.coordinatesHash()).isEqualTo(line.coordinatesHash());
    assertThat(edited.identity()).isNotEqualTo(line.identity());
    RepairLine elsewhere = RepairLine.read(bytes(text.replace("\"offset\":42", "\"offset\":43")));
    assertThat(elsewhere.coordinatesHash()).isNotEqualTo(line.coordinatesHash());
    // The same place in a topic that was made anew.
    RepairLine anew = RepairLine.read(write(bytes("{\"a\":2}")));
    assertThat(anew.coordinatesHash()).isNotEqualTo(line.coordinatesHash());
  }

  @Test
  void shouldSayWhatIsNotThere() throws IOException {
    RepairLine lost =
        RepairLine.read(
            RepairLine.write(record(bytes("x")), new Original.Lost("expired: \"gone\"")));
    assertThat(lost.value()).isNull();
    assertThat(lost.missing()).isEqualTo("expired: \"gone\"");
    assertThat(lost.isUnedited()).isTrue();

    RepairLine tombstone = RepairLine.read(write(null));
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.missing()).isEqualTo("it is null");
    assertThat(tombstone.isUnedited()).isTrue();
  }

  @Test
  void shouldTakeAStringAsTheRecordsText() throws IOException {
    RepairLine line =
        RepairLine.read(
            bytes(
                "{\"topic\":\"live.like\",\"partition\":0,\"offset\":1,"
                    + "\"value\":\"{\\\"a\\\":\\n1}\",\"note\":[{\"mine\":1}]}"));

    assertThat(line.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":\n1}");
    assertThat(line.reason()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | it is not JSON",
        "[] | it is no JSON object",
        "{} {} | there is something after its JSON object",
        "{} | topic is missing; it says which record was rejected",
        "{\"topic\":\"t\",\"offset\":1} | partition is missing",
        "{\"topic\":\"t\",\"partition\":1} | offset is missing",
        "{\"topic\":7} | topic is no string; it has to stay as it was exported",
        "{\"partition\":-1} | partition is no number",
        "{\"partition\":4294967296} | partition is no number",
        "{\"offset\":1.5} | offset is no number",
        "{\"offset\":99999999999999999999} | offset is no number",
        "{\"file\":\"f\",\"line\":3} | it is of a record from a file",
        "{\"value\":[1]} | value is neither a JSON object nor a string",
        "{\"value\":{},\"value\":{}} | value is there twice",
        "{\"valueBase64\":\"***\"} | valueBase64 is no base64",
        "{\"topic\":\"t\",\"partition\":1,\"offset\":1,\"value\":{},\"valueBase64\":\"\"} | there are both",
        "{\"value\":{\"userId\":\"secret} | it is not JSON",
      })
  void shouldSayWhatIsWrongWithALine(String line, String expected) {
    assertThatThrownBy(() -> RepairLine.read(bytes(line)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldKeepTheLineOfABigValueInOnePiece() throws IOException {
    byte[] big = new byte[1 << 20];
    Arrays.fill(big, (byte) '[');

    assertThat(RepairLine.read(write(big)).value()).isEqualTo(big);
  }
}
