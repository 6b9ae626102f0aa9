package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReaderTest {
  @Test
  void shouldReadWhatTheWriterWrote() {
    byte[] bytes =
        ModelFixtures.writer(7)
            .role(Role.CHALLENGER)
            .currency("CNY")
            .validFrom(1_700_000_300_000L)
            .write();

    Model model = ModelFixtures.read(bytes);

    assertThat(model.version()).isEqualTo(7);
    assertThat(model.role()).isEqualTo(Role.CHALLENGER);
    assertThat(model.currency()).isEqualTo("CNY");
    assertThat(model.validFrom()).isEqualTo(1_700_000_300_000L);
    assertThat(model.createdAt()).isEqualTo("2026-11-21T17:00:00Z");
    assertThat(model.features()).isEqualTo(ModelFixtures.features());
    assertThat(model.proxy(Indicator.A21).ratios()).containsExactly(0.005, 0.02, 0.05, 0.1, 0.2);
    assertThat(model.proxy(Indicator.A23).ratios()).containsExactly(0.01, 0.03, 0.08, 0.15, 0.3);
    assertThat(model.proxy(Indicator.A22)).isNull();
    assertThat(model.layers()).hasSize(2);
    assertThat(model.training().get("target").textValue()).startsWith("none");
    assertThat(model.bytes()).isEqualTo(bytes);
    assertThat(model.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldFillInWhatIsOptional() {
    Model model =
        ModelFixtures.read(
            spoilt(
                document -> {
                  document.remove(List.of("role", "createdAt", "training"));
                  document.putNull("validFrom");
                  document.put("unknown", "is ignored");
                }));

    assertThat(model.role()).isEqualTo(Role.CHAMPION);
    assertThat(model.validFrom()).isZero();
    assertThat(model.currency()).isNull();
    assertThat(model.createdAt()).isNull();
    assertThat(model.training()).isNull();
  }

  @Test
  void shouldNotCareForWhiteSpaceOrTheOrderOfKeys() throws Exception {
    ObjectNode document = ModelFixtures.document();
    ObjectNode turned = document.objectNode();
    List<String> names = new ArrayList<>();
    document.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    names.forEach(name -> turned.set(name, document.get(name)));

    Model model = ModelFixtures.read(turned.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(model).isEqualTo(ModelFixtures.champion());
  }

  @Test
  void shouldHaveTheChecksumOfTheCanonicalForm() throws Exception {
    ObjectNode document = ModelFixtures.document();
    document.remove("sha256");
    document.put("text", "\u20ac$\u000f\nA'B\"\\\\\"/ \ud83d\ude00 \ufb33 \u0080");
    document.put("\ud83d\ude00", 1);
    document.put("\ufb33", 1e21);
    document
        .putArray("numbers")
        .add(333333333.3333333)
        .add(1E30)
        .add(4.50)
        .add(-0.0)
        .add(2e-3)
        .add(0.000000000000000000000000001)
        .add(Long.MAX_VALUE)
        .add(Double.MIN_VALUE)
        .add(true)
        .addNull();

    assertThat(CanonicalJson.of(document))
        .isEqualTo(new JsonCanonicalizer(document.toString()).getEncodedString())
        .contains(
            "[333333333.3333333,1e+30,4.5,0,0.002,1e-27,9223372036854776000,5e-324,true,null]");
  }

  @Test
  void shouldRefuseAChangedDocument() {
    ObjectNode document = ModelFixtures.document();
    ((ObjectNode) document.get("features").get(0)).put("max", 281);

    assertThat(reason(document.toString())).startsWith("sha256 is '").contains("checksum");
  }

  @Property(tries = 100)
  void shouldRefuseAnyChangedDigit(@ForAll long seed) {
    byte[] bytes = ModelFixtures.writer(3).write();
    Random random = new Random(seed);
    int at;
    do {
      at = random.nextInt(bytes.length);
    } while (bytes[at] < '1' || bytes[at] > '9');
    bytes[at] = (byte) (bytes[at] == '9' ? '8' : bytes[at] + 1);

    assertThat(ModelReader.read(bytes)).isInstanceOf(ModelResult.Invalid.class);
  }

  @Property(tries = 2000)
  void shouldNeverThrow(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = ModelFixtures.writer(3).write();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (random.nextBoolean()) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    ModelReader.read(bytes);
  }

  /** Any part of the document replaced by anything, under a right checksum. */
  @Property(tries = 2000)
  void shouldNeverThrowBehindTheChecksum(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode document = ModelFixtures.document();
    JsonNode node = document;
    while (true) {
      int size = node.size();
      int at = random.nextInt(size);
      JsonNode child =
          StreamSupport.stream(node.spliterator(), false).skip(at).findFirst().orElseThrow();
      if (child.isContainerNode() && !child.isEmpty() && random.nextInt(4) > 0) {
        node = child;
        continue;
      }
      JsonNode other = anything(document, random);
      if (node instanceof ArrayNode array) {
        array.set(at, other);
      } else {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        ((ObjectNode) node).set(names.get(at), other);
      }
      break;
    }
    ModelResult result = ModelReader.read(ModelWriter.sign(document));
    if (result instanceof ModelResult.Valid valid) {
      double score = valid.model().score(valid.model().reference());
      assertThat(score).isBetween(0.0, 100.0);
    }
  }

  private static JsonNode anything(ObjectNode factory, Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> factory.nullNode();
      case 1 -> factory.arrayNode();
      case 2 -> factory.objectNode();
      case 3 -> factory.textNode("");
      case 4 -> factory.textNode("A11");
      case 5 -> factory.numberNode(-1);
      case 6 -> factory.numberNode(1e300 * random.nextDouble());
      case 7 -> factory.numberNode(new BigInteger("9".repeat(60)));
      case 8 -> factory.booleanNode(true);
      default -> factory.numberNode(random.nextGaussian());
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "null",
        "\"model\"",
        "{",
        "{}}",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":NaN}",
        "\ufeff{}",
        "\u0000",
        "{\"a\":\"\\ud800\"",
        "// {}"
      })
  void shouldRefuseWhatIsNoJsonObject(String text) {
    assertThat(reason(text)).startsWith("the document");
  }

  @Test
  void shouldRefuseNothing() {
    assertThat(ModelReader.read(null)).isInstanceOf(ModelResult.Invalid.class);
    assertThat(reason("")).isEqualTo("the document is empty; expected one JSON object");
  }

  @Test
  void shouldSayWhereACutDocumentEnds() {
    assertThat(reason("{\"format\":"))
        .isEqualTo(
            "the document is not the JSON allowed: Unexpected end-of-input within/between Object"
                + " entries (line 1, column 11)");
    assertThat(reason("{\"a\":[1")).doesNotContain("REDACTED");
  }

  @Test
  void shouldRefuseDuplicateKeys() {
    String text = ModelFixtures.document().toString().replaceFirst("\\{", "{\"version\":3,");

    assertThat(reason(text)).contains("Duplicate field 'version'");
  }

  @Test
  void shouldRefuseOtherEncodings() {
    String text = ModelFixtures.document().toString();

    assertThat(ModelReader.read(text.getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(ModelResult.Invalid.class);
    assertThat(ModelReader.read(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}))
        .isEqualTo(new ModelResult.Invalid("the document is not UTF-8"));
  }

  @Test
  void shouldRefuseDepthAndSize() {
    assertThat(reason("{\"a\":" + "[".repeat(100_000))).contains("nesting depth");
    assertThat(reason(" ".repeat(ModelReader.MAX_BYTES) + "{}"))
        .isEqualTo("the document has 4194306 bytes; allowed: up to 4194304");
  }

  @Test
  void shouldRefuseNumbersThatAreNotFinite() {
    String document = ModelFixtures.document().toString();

    assertThat(reason(document.replace("\"max\":280.0", "\"max\":1E400")))
        .startsWith("features[0].max is a number that is not finite");
    assertThat(reason(document.replace("\"rows\":0", "\"rows\":-1e999")))
        .startsWith("training.rows is a number that is not finite");
  }

  @Test
  void shouldRefuseLoneSurrogates() {
    String document = ModelFixtures.document().toString();

    assertThat(reason(document.replace("\"rows\":0", "\"rows\":\"\\udc00\"")))
        .contains("lone surrogate");
  }

  @Test
  void shouldQuoteDocumentsPrintably() {
    assertThat(reason("{\"format\":\"a\\nb\\u0000\\ud83d\"}"))
        .isEqualTo("format is 'a?b??'; allowed: livegauge-model/1");
  }

  /** Each line: where, what to put there (as JSON, or nothing to remove it), and the reason. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /format | "livegauge-model/2" | format is 'livegauge-model/2'; allowed: livegauge-model/1
          /format | 1 | format is no string
          /format |  | format is missing
          /version | 0 | version is '0'; allowed: an integer from 1
          /version | -7 | version is '-7'; allowed: an integer from 1
          /version | 7.0 | version is '7.0'; allowed: an integer from 1
          /version | "7" | version is '"7"'; allowed: an integer from 1
          /version | 9007199254740992 | version is '9007199254740992'; allowed: an integer from 1
          /version | 99999999999999999999999 | version is '99999999999999999999999'; allowed
          /version |  | version is missing; allowed: an integer from 1
          /validFrom | -1 | validFrom is '-1'; allowed: an integer from 0
          /validFrom | 1.5 | validFrom is '1.5'; allowed: an integer from 0
          /role | "king" | role is 'king'; allowed: champion, challenger
          /role | 1 | role is no string
          /currency | "" | currency has 0 characters; allowed: 1 to 128
          /currency | 7 | currency is no string
          /createdAt | 7 | createdAt is no string
          /training | [] | training is no JSON object
          /features | {} | features is no array
          /features |  | features is missing
          /features | [] | features has 0 entries; allowed: the 14 indicators in their order
          /features/3 | 5 | features[3] is no JSON object
          /features/3/code | "A13" | features[3].code is 'A13'; allowed at this place: A14
          /features/3/code |  | features[3].code is missing
          /features/0/transform | "log" | features[0].transform is 'log'; allowed: identity, log1p
          /features/0/direction | "up" | features[0].direction is 'up'; allowed: + and -
          /features/0/min | 280 | features[0].max is 280.0, which is not above its min of 280.0
          /features/0/min | 281 | features[0].max is 280.0, which is not above its min of 281.0
          /features/0/min |  | features[0].min is missing; allowed: a finite number
          /features/0/max | "9" | features[0].max is no number; allowed: a finite number
          /features/0/max | 1e13 | features[0].max is 1.0E13; allowed: -1e12 to 1e12
          /features/0/reference |  | features[0].reference is missing; allowed: a finite number
          /features/0/reference | null | features[0].reference is no number
          /proxies |  | proxies is no JSON object with A21 and A23
          /proxies/A21 |  | proxies.A21 is missing
          /proxies/A23 | [0, 1, 2, 3] | proxies.A23 has 4 ratios; allowed: 5
          /proxies/A23 | [0, 1, 2, 3, 4, 5] | proxies.A23 has 6 ratios; allowed: 5
          /proxies/A21 | [0, 1, 1, 3, 4] | proxies.A21[2] is not above the ratio before it
          /proxies/A21 | [0, 1, "2", 3, 4] | proxies.A21[2] is no number
          /layers | [] | layers is empty
          /layers |  | layers is missing
          /layers/0 | [] | layers[0] is no JSON object
          /layers/0/activation | "softmax" | layers[0].activation is 'softmax'; allowed: sigmoid
          /layers/0/weights | [] | layers[0].weights is empty
          /layers/0/weights/2 | [1, 2] | layers[0].weights[2] has 2 numbers; allowed here: an array of 14
          /layers/0/weights/2 | 5 | layers[0].weights[2] is no array; allowed here: an array of 14
          /layers/0/weights/2/3 | null | layers[0].weights[2][3] is no number
          /layers/0/bias | [1] | layers[0].bias has 1 numbers; allowed here: an array of 5
          /layers/1/weights/0 | [1, 2, 3] | layers[1].weights[0] has 3 numbers; allowed here: an array of 5
          /layers/1/weights | [[1,2,3,4,5],[1,2,3,4,5]] | layers[1].bias has 1 numbers
          /layers/1 |  | the last of the layers has 5 neurons; allowed: exactly 1
          /layers/0/weights/0/0 | 1e308 | layers could put out, or change by, more than 1e9
          """)
  void shouldRefuseWithTheReason(String pointer, String value, String expected) throws Exception {
    JsonNode put = value == null ? null : ModelReader.MAPPER.readTree(value);
    int cut = pointer.lastIndexOf('/');
    byte[] bytes =
        spoilt(
            document -> {
              JsonNode parent = document.at(pointer.substring(0, cut));
              String last = pointer.substring(cut + 1);
              if (parent instanceof ArrayNode array) {
                int at = Integer.parseInt(last);
                if (put == null) {
                  array.remove(at);
                } else {
                  array.set(at, put);
                }
              } else if (put == null) {
                ((ObjectNode) parent).remove(last);
              } else {
                ((ObjectNode) parent).set(last, put);
              }
            });

    assertThat(reason(new String(bytes, StandardCharsets.UTF_8))).startsWith(expected);
  }

  @Test
  void shouldRefuseBoundsThatBecomeOneNumber() {
    byte[] bytes =
        spoilt(
            document ->
                ((ObjectNode) document.get("features").get(0))
                    .put("min", 1e12 - 1.3e-4)
                    .put("max", 1e12));

    assertThat(reason(new String(bytes, StandardCharsets.UTF_8))).contains("not above its min");
  }

  @Test
  void shouldRefuseAMissingChecksum() {
    ObjectNode document = ModelFixtures.document();
    document.remove("sha256");

    assertThat(reason(document.toString())).isEqualTo("sha256 is missing");
  }

  @Test
  void shouldRefuseToWriteWhatIsNoModel() {
    assertThatThrownBy(() -> new ModelWriter(0).write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version is '0'");
    assertThatThrownBy(
            () ->
                ModelFixtures.writer(1)
                    .features(
                        Collections.nCopies(
                            14,
                            new Feature(Indicator.A11, Transform.IDENTITY, 0, Double.NaN, '+', 0)))
                    .write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("features[0].max");
  }

  private static byte[] spoilt(Consumer<ObjectNode> change) {
    ObjectNode document = ModelFixtures.document();
    change.accept(document);
    return ModelWriter.sign(document);
  }

  private static String reason(String text) {
    ModelResult result = ModelReader.read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(result).isInstanceOf(ModelResult.Invalid.class);
    return ((ModelResult.Invalid) result).reason();
  }
}
