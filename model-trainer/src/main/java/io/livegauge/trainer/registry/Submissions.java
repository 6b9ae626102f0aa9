package io.livegauge.trainer.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Role;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Versions that are made of models that are there. */
public final class Submissions {
  private Submissions() {}

  /**
   * An older model under a new version, promoted.
   *
   * @param to a version that was promoted
   * @param now when the document is made
   * @throws RegistryException where there is none, or it was not promoted
   */
  public static Submission rollback(Registry registry, long to, Instant now) throws IOException {
    Entry entry = registry.required(to);
    if (!entry.isPromoted()) {
      throw new RegistryException(
          "version " + to + " was not promoted: a rollback goes to a model that has scored");
    }
    Model model = registry.model(to);
    Optional<byte[]> network = registry.file(entry, ArtifactKind.NETWORK);
    Optional<byte[]> report = registry.file(entry, ArtifactKind.REPORT);
    JsonNode said = model.training();
    ObjectNode training =
        said instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    training.put("rollbackOf", to);
    return (version, current) ->
        Draft.of(
                ModelWriter.of(model)
                    .version(version)
                    .createdAt(now.truncatedTo(ChronoUnit.SECONDS))
                    .role(Role.CHAMPION)
                    .training(training)
                    .write(),
                true)
            .withFiles(network.orElse(null), report.orElse(null))
            .withRollbackOf(to);
  }

  /**
   * A model from elsewhere, promoted where none is yet.
   *
   * @param name of its file, for people
   * @param promotes whether it is promoted in any case
   */
  public static Submission imported(Model model, String name, boolean promotes) {
    return (version, current) -> {
      boolean isPromoted = promotes || current.isEmpty();
      ModelWriter writer = ModelWriter.of(model).version(version);
      if (model.role() != (isPromoted ? Role.CHAMPION : Role.CHALLENGER)) {
        writer.role(isPromoted ? Role.CHAMPION : Role.CHALLENGER);
      }
      if (model.validFrom() != 0) {
        writer.validFrom(0);
      }
      return Draft.of(writer.write(), isPromoted)
          .withNote("imported from " + name + ", version " + model.version());
    };
  }
}
