package io.livegauge.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the repository, as the tools that they are for read them. */
final class Repository {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Repository() {}

  static Path file(String name) {
    return ROOT.resolve(name);
  }

  /**
   * A YAML document: anchors and merge keys are resolved, a key that is there twice is an error.
   */
  static JsonNode yaml(Path file) throws IOException {
    return documents(Files.readString(file)).get(0);
  }

  static List<JsonNode> documents(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** A schema that lies beside these tests. */
  static JsonNode schema(String name) throws IOException {
    try (InputStream in = Repository.class.getResourceAsStream(name)) {
      return JSON.readTree(in);
    }
  }

  /** The texts of an array; none where there is nothing. */
  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
