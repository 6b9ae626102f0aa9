package io.livegauge.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads and checks model artifacts. Whatever the bytes are, the answer is a {@link ModelResult}.
 *
 * <p>Beyond what the format asks for, a document is refused that is too large or too deep, that
 * names a key twice, or whose numbers are so large that its scores could overflow: a model that has
 * passed can be computed with and its results be printed, always.
 */
public final class ModelReader {
  /** The only value of {@code format}. */
  public static final String FORMAT = "livegauge-model/1";

  /** The largest document, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 32;

  /** Integers of the document end here: the canonical form knows no larger ones exactly. */
  static final long MAX_INTEGER = (1L << 53) - 1;

  /** The largest size of a bound, a reference and a ratio, and of what a network can put out. */
  static final double MAX_SIZE = 1e12;

  static final double MAX_OUTPUT = 1e9;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelReader() {}

  /**
   * Reads one document. Never throws.
   *
   * @param json UTF-8; null is no model
   */
  public static ModelResult read(byte[] json) {
    if (json == null || json.length == 0) {
      return new ModelResult.Invalid("the document is empty; expected one JSON object");
    }
    if (json.length > MAX_BYTES) {
      return new ModelResult.Invalid(
          "the document has " + json.length + " bytes; allowed: up to " + MAX_BYTES);
    }
    try {
      return new ModelResult.Valid(model(json, parse(json)));
    } catch (InvalidModelException e) {
      return new ModelResult.Invalid(printable(e.getMessage()));
    } catch (RuntimeException e) {
      // The last line of defence: a document must not stop the road, whatever was overlooked.
      return new ModelResult.Invalid(printable("the document cannot be read: " + e));
    }
  }

  /** The checksum of a document: SHA-256 of its canonical form without the field sha256. */
  static String sha256(ObjectNode document) throws InvalidModelException {
    ObjectNode signed = document.objectNode();
    document
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("sha256")) {
                signed.set(field.getKey(), field.getValue());
              }
            });
    byte[] canonical = CanonicalJson.of(signed).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ObjectNode parse(byte[] json) throws InvalidModelException {
    JsonNode node;
    try {
      // Decoded here and strictly: the parser would guess at other encodings.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      node = MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw new InvalidModelException("the document is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new InvalidModelException("the document is not the JSON allowed: " + oneLine(e));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidModelException("the document is no JSON object");
  }

  private static String oneLine(JsonProcessingException e) {
    // Where it began is told with a source that is never shown.
    String message =
        e.getOriginalMessage().replaceAll("\\s+", " ").replaceFirst(" \\(start marker at .*", "");
    if (message.length() > 200) {
      message = message.substring(0, 200) + "…";
    }
    return e.getLocation() == null
        ? message
        : message
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static Model model(byte[] json, ObjectNode document) throws InvalidModelException {
    String format = text(document, "format", true);
    if (!format.equals(FORMAT)) {
      throw new InvalidModelException("format is " + quote(format) + "; allowed: " + FORMAT);
    }
    String sha256 = text(document, "sha256", true);
    String computed = sha256(document);
    if (!sha256.equals(computed)) {
      throw new InvalidModelException(
          "sha256 is " + quote(sha256) + ", but the document's checksum is " + computed);
    }
    long version = integer(document, "version", 1, null);
    long validFrom = integer(document, "validFrom", 0, 0L);
    String roleName = text(document, "role", false);
    Role role = roleName == null ? Role.CHAMPION : Role.ofWireName(roleName);
    if (role == null) {
      throw new InvalidModelException(
          "role is " + quote(roleName) + "; allowed: champion, challenger");
    }
    String currency = text(document, "currency", false);
    if (currency != null && (currency.isEmpty() || currency.length() > 128)) {
      throw new InvalidModelException(
          "currency has " + currency.length() + " characters; allowed: 1 to 128");
    }
    JsonNode training = present(document, "training");
    if (training != null && !training.isObject()) {
      throw new InvalidModelException("training is no JSON object");
    }
    return new Model(
        json,
        version,
        sha256,
        text(document, "createdAt", false),
        validFrom,
        role,
        currency,
        features(document),
        proxy(document, "A21"),
        proxy(document, "A23"),
        network(document),
        training);
  }

  private static List<Feature> features(JsonNode document) throws InvalidModelException {
    Indicator[] indicators = Indicator.values();
    JsonNode nodes = array(document, "features", "features");
    if (nodes.size() != indicators.length) {
      throw new InvalidModelException(
          "features has " + nodes.size() + " entries; allowed: the 14 indicators in their order");
    }
    List<Feature> features = new ArrayList<>();
    for (Indicator indicator : indicators) {
      String at = "features[" + features.size() + "]";
      JsonNode node = nodes.get(features.size());
      if (!node.isObject()) {
        throw new InvalidModelException(at + " is no JSON object");
      }
      String code = text(node, "code", at, true);
      if (!code.equals(indicator.name())) {
        throw new InvalidModelException(
            at + ".code is " + quote(code) + "; allowed at this place: " + indicator.name());
      }
      features.add(feature(indicator, node, at));
    }
    return features;
  }

  private static Feature feature(Indicator indicator, JsonNode node, String at)
      throws InvalidModelException {
    String transformName = text(node, "transform", at, true);
    Transform transform = Transform.ofWireName(transformName);
    if (transform == null) {
      throw new InvalidModelException(
          at + ".transform is " + quote(transformName) + "; allowed: identity, log1p");
    }
    String direction = text(node, "direction", at, true);
    if (!direction.equals("+") && !direction.equals("-")) {
      throw new InvalidModelException(
          at + ".direction is " + quote(direction) + "; allowed: + and -");
    }
    double min = sized(node.get("min"), at + ".min");
    double max = sized(node.get("max"), at + ".max");
    double reference = sized(node.get("reference"), at + ".reference");
    // Asked of the transformed bounds too: neighbours can become one number there.
    if (!(max > min) || !(transform.apply(max) > transform.apply(min))) {
      throw new InvalidModelException(
          at + ".max is " + max + ", which is not above its min of " + min);
    }
    return new Feature(indicator, transform, min, max, direction.charAt(0), reference);
  }

  private static Knots proxy(JsonNode document, String code) throws InvalidModelException {
    String at = "proxies." + code;
    JsonNode proxies = present(document, "proxies");
    if (proxies == null || !proxies.isObject()) {
      throw new InvalidModelException("proxies is no JSON object with A21 and A23");
    }
    JsonNode nodes = array(proxies, code, at);
    if (nodes.size() != Knots.COUNT) {
      throw new InvalidModelException(at + " has " + nodes.size() + " ratios; allowed: 5");
    }
    double[] ratios = new double[Knots.COUNT];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = sized(nodes.get(i), at + "[" + i + "]");
      if (i > 0 && !(ratios[i] > ratios[i - 1])) {
        throw new InvalidModelException(
            at + "[" + i + "] is not above the ratio before it; allowed: strictly increasing");
      }
    }
    return new Knots(ratios);
  }

  private static Network network(JsonNode document) throws InvalidModelException {
    JsonNode nodes = array(document, "layers", "layers");
    if (nodes.isEmpty()) {
      throw new InvalidModelException("layers is empty; allowed: one layer or more");
    }
    List<Layer> layers = new ArrayList<>();
    int inputs = Indicator.values().length;
    for (int i = 0; i < nodes.size(); i++) {
      Layer layer = layer(nodes.get(i), "layers[" + i + "]", inputs);
      layers.add(layer);
      inputs = layer.neurons();
    }
    if (inputs != 1) {
      throw new InvalidModelException(
          "the last of the layers has " + inputs + " neurons; allowed: exactly 1");
    }
    Network network = new Network(layers);
    if (!network.isBounded(MAX_OUTPUT)) {
      throw new InvalidModelException(
          "layers could put out, or change by, more than 1e9; allowed: less, by smaller weights");
    }
    return network;
  }

  private static Layer layer(JsonNode node, String at, int inputs) throws InvalidModelException {
    if (!node.isObject()) {
      throw new InvalidModelException(at + " is no JSON object");
    }
    String activationName = text(node, "activation", at, true);
    Activation activation = Activation.ofWireName(activationName);
    if (activation == null) {
      throw new InvalidModelException(
          at
              + ".activation is "
              + quote(activationName)
              + "; allowed: sigmoid, tanh, relu, identity");
    }
    JsonNode rows = array(node, "weights", at + ".weights");
    if (rows.isEmpty()) {
      throw new InvalidModelException(at + ".weights is empty; allowed: one row a neuron");
    }
    double[][] weights = new double[rows.size()][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = numbers(rows.get(i), at + ".weights[" + i + "]", inputs);
    }
    double[] bias = numbers(node.get("bias"), at + ".bias", weights.length);
    return new Layer(activation, weights, bias);
  }

  private static double[] numbers(JsonNode node, String at, int count)
      throws InvalidModelException {
    if (node == null || !node.isArray() || node.size() != count) {
      throw new InvalidModelException(
          at
              + (node != null && node.isArray()
                  ? " has " + node.size() + " numbers"
                  : " is no array")
              + "; allowed here: an array of "
              + count);
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(node.get(i), at + "[" + i + "]");
    }
    return numbers;
  }

  private static double number(JsonNode node, String at) throws InvalidModelException {
    if (node == null || !node.isNumber()) {
      throw new InvalidModelException(
          at + (node == null ? " is missing" : " is no number") + "; allowed: a finite number");
    }
    return node.doubleValue();
  }

  private static double sized(JsonNode node, String at) throws InvalidModelException {
    double number = number(node, at);
    if (Math.abs(number) > MAX_SIZE) {
      throw new InvalidModelException(at + " is " + number + "; allowed: -1e12 to 1e12");
    }
    return number;
  }

  private static long integer(JsonNode document, String name, long min, Long absent)
      throws InvalidModelException {
    JsonNode node = present(document, name);
    if (node == null && absent != null) {
      return absent;
    }
    if (node == null
        || !node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < min
        || node.longValue() > MAX_INTEGER) {
      throw new InvalidModelException(
          name
              + " is "
              + (node == null ? "missing" : quote(node.toString()))
              + "; allowed: an integer from "
              + min
              + " to "
              + MAX_INTEGER);
    }
    return node.longValue();
  }

  private static JsonNode array(JsonNode parent, String name, String at)
      throws InvalidModelException {
    JsonNode node = parent.get(name);
    if (node == null || !node.isArray()) {
      throw new InvalidModelException(at + (node == null ? " is missing" : " is no array"));
    }
    return node;
  }

  private static String text(JsonNode document, String name, boolean required)
      throws InvalidModelException {
    return text(document, name, "", required);
  }

  private static String text(JsonNode parent, String name, String path, boolean required)
      throws InvalidModelException {
    String at = path.isEmpty() ? name : path + "." + name;
    JsonNode node = present(parent, name);
    if (node == null && !required) {
      return null;
    }
    if (node == null || !node.isTextual()) {
      throw new InvalidModelException(at + (node == null ? " is missing" : " is no string"));
    }
    return node.textValue();
  }

  /** The field, null where it is absent or null. */
  private static JsonNode present(JsonNode parent, String name) {
    JsonNode node = parent.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** Reasons quote documents, and end up in records and terminals that must stay well-formed. */
  private static String printable(String reason) {
    StringBuilder out = new StringBuilder(reason.length());
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return out.toString();
  }

  private static String quote(String text) {
    return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
  }
}
