package io.livegauge.trainer.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The document that makes a version: an {@link Entry} as JSON. */
final class Manifest {
  static final String FORMAT = "livegauge-registry/1";

  private static final Pattern PATH = Pattern.compile("files/[0-9a-f]{64}\\.[a-z]+");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Manifest() {}

  static byte[] write(Entry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("version", entry.version());
    node.put("createdAt", entry.createdAt().toString());
    node.put("role", entry.role().wireName());
    node.put("promoted", entry.isPromoted());
    node.put("comparedWith", entry.comparedWith());
    node.put("rollbackOf", entry.rollbackOf());
    node.put("rows", entry.rows());
    node.put("dataSha256", entry.dataSha256());
    node.set("metrics", entry.metrics());
    node.set("gate", entry.gate());
    node.put("note", entry.note());
    node.put("modelSha256", entry.modelSha256());
    ObjectNode files = node.putObject("files");
    entry
        .files()
        .forEach(
            (kind, file) ->
                files
                    .putObject(kind.wireName())
                    .put("path", file.path())
                    .put("sha256", file.sha256())
                    .put("size", file.size()));
    node.properties().removeIf(field -> field.getValue().isNull());
    try {
      return (WRITER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The entry of a manifest.
   *
   * @param version by its file's name
   * @throws RegistryException saying what is wrong with it, to be put behind its name
   */
  static Entry read(long version, byte[] bytes) throws RegistryException {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new RegistryException("it is not JSON");
    }
    String format = node.path("format").asText();
    if (!format.equals(FORMAT)) {
      throw new RegistryException("its format is '" + format + "'; expected is " + FORMAT);
    }
    if (node.path("version").asLong() != version) {
      throw new RegistryException("its version is " + node.path("version") + ", not " + version);
    }
    JsonNode promoted = node.path("promoted");
    if (!promoted.isBoolean()) {
      throw new RegistryException("it does not say whether it was promoted");
    }
    Map<ArtifactKind, StoredFile> files = files(node.path("files"));
    if (!files.containsKey(ArtifactKind.MODEL)) {
      throw new RegistryException("it names no model");
    }
    return new Entry(
        version,
        instant(node.path("createdAt").asText()),
        promoted.booleanValue() ? Role.CHAMPION : Role.CHALLENGER,
        promoted.booleanValue(),
        integer(node.path("comparedWith")),
        integer(node.path("rollbackOf")),
        integer(node.path("rows")),
        text(node.path("dataSha256")),
        node.path("metrics") instanceof ObjectNode metrics
            ? metrics
            : JsonNodeFactory.instance.objectNode(),
        node.path("gate") instanceof ObjectNode gate ? gate : null,
        text(node.path("note")),
        text(node.path("modelSha256")),
        files);
  }

  private static Map<ArtifactKind, StoredFile> files(JsonNode node) throws RegistryException {
    Map<ArtifactKind, StoredFile> files = new EnumMap<>(ArtifactKind.class);
    for (ArtifactKind kind : ArtifactKind.values()) {
      JsonNode file = node.path(kind.wireName());
      if (file.isMissingNode()) {
        continue;
      }
      if (!file.path("path").isTextual()
          || !file.path("sha256").isTextual()
          || !file.path("size").isIntegralNumber()
          || !PATH.matcher(file.path("path").textValue()).matches()) {
        throw new RegistryException(
            "files."
                + kind.wireName()
                + " lacks one of path, sha256 and size, or its path leads elsewhere");
      }
      files.put(
          kind,
          new StoredFile(
              file.path("path").textValue(),
              file.path("sha256").textValue(),
              file.path("size").longValue()));
    }
    return Collections.unmodifiableMap(files);
  }

  private static Instant instant(String text) throws RegistryException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new RegistryException("createdAt is '" + text + "'; expected is an ISO time");
    }
  }

  private static Long integer(JsonNode node) {
    return node.isIntegralNumber() ? Long.valueOf(node.longValue()) : null;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
