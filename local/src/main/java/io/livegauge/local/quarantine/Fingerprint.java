package io.livegauge.local.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * What a value says, as a hash: equal for two values that differ only in the order of names, in
 * white space and in how a number is written, as tools that edit JSON leave them. What is no JSON
 * object is taken by its bytes.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** The hash of a value, 64 hexadecimal digits; that of no value is that of an empty one. */
  static String of(byte[] value) {
    if (value == null) {
      return sha256(new byte[0]);
    }
    JsonNode tree = objectIn(value);
    return sha256(tree == null ? value : sorted(tree).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The JSON object that a value is, or null. */
  private static JsonNode objectIn(byte[] value) {
    try {
      JsonNode tree = RecordJson.TREES.readTree(value);
      return tree.isObject() ? tree : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      fields.forEach(sorted::set);
      return sorted;
    }
    if (node.isArray()) {
      ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> sorted.add(sorted(element)));
      return sorted;
    }
    return node.isNumber()
        ? JsonNodeFactory.instance.numberNode(node.decimalValue().stripTrailingZeros())
        : node;
  }

  /** The SHA-256 of bytes, 64 hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
