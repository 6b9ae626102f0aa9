package io.livegauge.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes a model artifact from its parts: the document of the contract, with its checksum. Used by
 * whoever trains or republishes a model; not thread-safe.
 */
public final class ModelWriter {
  /** The contract's fields in its order; others follow them. */
  private static final List<String> ORDER =
      List.of(
          "format",
          "version",
          "createdAt",
          "validFrom",
          "role",
          "currency",
          "features",
          "proxies",
          "layers",
          "training");

  private final ObjectNode document;
  private final boolean isSorted;

  /**
   * Begins a document.
   *
   * @param version above 0
   */
  public ModelWriter(long version) {
    this(JsonNodeFactory.instance.objectNode(), false);
    document.put("format", ModelReader.FORMAT);
    document.put("version", version);
  }

  private ModelWriter(ObjectNode document, boolean isSorted) {
    this.document = document;
    this.isSorted = isSorted;
  }

  /**
   * Begins with all of a model that is there, fields that nobody knows included, to publish it
   * under another version, from another time on or in another role.
   */
  public static ModelWriter of(Model model) {
    try {
      return new ModelWriter((ObjectNode) ModelReader.MAPPER.readTree(model.bytes()), true);
    } catch (IOException e) {
      throw new IllegalStateException("a model that was read before: " + e.getMessage(), e);
    }
  }

  /** Above 0; a higher one replaces a lower one. */
  public ModelWriter version(long version) {
    document.put("version", version);
    return this;
  }

  /** When it was made. */
  public ModelWriter createdAt(Instant instant) {
    document.put("createdAt", instant.toString());
    return this;
  }

  /** Event time in epoch ms from which windows may end to be scored by it. */
  public ModelWriter validFrom(long millis) {
    document.put("validFrom", millis);
    return this;
  }

  public ModelWriter role(Role role) {
    document.put("role", role.wireName());
    return this;
  }

  /** The currency of the sales it was trained on. */
  public ModelWriter currency(String currency) {
    document.put("currency", currency);
    return this;
  }

  /** The 14, in the order of the indicators. */
  public ModelWriter features(List<Feature> features) {
    ArrayNode nodes = document.putArray("features");
    for (Feature feature : features) {
      nodes
          .addObject()
          .put("code", feature.code().name())
          .put("transform", feature.transform().wireName())
          .put("min", feature.min())
          .put("max", feature.max())
          .put("direction", String.valueOf(feature.direction()))
          .put("reference", feature.reference());
    }
    return this;
  }

  /** The ratios that stand for 1 to 5 where no survey was answered. */
  public ModelWriter proxies(Knots display, Knots game) {
    ObjectNode proxies = document.putObject("proxies");
    addAll(proxies.putArray("A21"), display.ratios());
    addAll(proxies.putArray("A23"), game.ratios());
    return this;
  }

  /** From the inputs' side to the output's. */
  public ModelWriter layers(List<Layer> layers) {
    ArrayNode nodes = document.putArray("layers");
    for (Layer layer : layers) {
      ObjectNode node = nodes.addObject();
      node.put("activation", layer.activation().wireName());
      ArrayNode rows = node.putArray("weights");
      for (double[] row : layer.weights()) {
        addAll(rows.addArray(), row);
      }
      addAll(node.putArray("bias"), layer.bias());
    }
    return this;
  }

  /** How it was trained, an object. */
  public ModelWriter training(JsonNode training) {
    document.set("training", training.deepCopy());
    return this;
  }

  /**
   * The document in UTF-8, indented, with a line feed at its end.
   *
   * @throws IllegalStateException with the reader's reason where the parts make no valid model
   */
  public byte[] write() {
    byte[] bytes = sign(isSorted ? sorted() : document);
    if (ModelReader.read(bytes) instanceof ModelResult.Invalid invalid) {
      throw new IllegalStateException("the parts make no model: " + invalid.reason());
    }
    return bytes;
  }

  /** What was added to a document stands where the contract names it. */
  private ObjectNode sorted() {
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    for (String field : ORDER) {
      if (document.has(field)) {
        sorted.set(field, document.get(field));
      }
    }
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      sorted.putIfAbsent(field.getKey(), field.getValue());
    }
    return sorted;
  }

  /** Any document with its checksum set anew, whether the rest is a model or not. */
  static byte[] sign(ObjectNode document) {
    try {
      ObjectNode signed = document.deepCopy();
      signed.remove("sha256");
      signed.put("sha256", ModelReader.sha256(signed));
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      String text =
          ModelReader.MAPPER
              .writer(new DefaultPrettyPrinter().withObjectIndenter(indenter))
              .writeValueAsString(signed);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (InvalidModelException | JsonProcessingException e) {
      throw new IllegalStateException("the parts make no model: " + e.getMessage(), e);
    }
  }

  private static void addAll(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      array.add(number);
    }
  }
}
