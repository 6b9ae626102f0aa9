package io.livegauge.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Kubernetes and the operators take, by the kind of a resource. Unknown fields are errors. */
final class KubernetesSchemas {
  private final JsonNode kinds;
  private final JsonNode definitions;
  private final Map<String, JsonSchema> compiled = new HashMap<>();

  KubernetesSchemas() throws IOException {
    JsonNode all = Repository.schema("kubernetes.schema.json");
    kinds = all.get("kinds");
    definitions = all.get("definitions");
  }

  /** What is wrong with a resource, a sentence each. */
  List<String> faults(JsonNode resource) {
    String kind = resource.path("apiVersion").asText() + " " + resource.path("kind").asText();
    if (!kinds.has(kind)) {
      return List.of("there is no schema for " + kind);
    }
    return compiled.computeIfAbsent(kind, this::compile).validate(resource).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonSchema compile(String kind) {
    ObjectNode root = definitions.get(kinds.get(kind).asText()).deepCopy();
    root.set("definitions", definitions);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
  }
}
