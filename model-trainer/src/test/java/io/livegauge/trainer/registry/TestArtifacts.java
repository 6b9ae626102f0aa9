package io.livegauge.trainer.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Valid artifacts of any version, made from the golden one. */
public final class TestArtifacts {
  private TestArtifacts() {}

  /** An artifact that says what it was trained on. */
  public static byte[] artifact(long version, Role role, String data) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.put("rows", 1_000 + version);
    training.put("dataSha256", data);
    training.putObject("metrics").put("rmse", 0.05).put("r2", 0.81);
    return ModelWriter.of(golden()).version(version).role(role).training(training).write();
  }

  /** A draft with a network and a report beside its artifact. */
  public static Draft draft(long version, boolean isPromoted) {
    String mark = "of version " + version;
    return Draft.of(
            artifact(version, isPromoted ? Role.CHAMPION : Role.CHALLENGER, "d" + version),
            isPromoted)
        .withFiles(
            ("zip " + mark).getBytes(StandardCharsets.UTF_8),
            ("<p>page " + mark).getBytes(StandardCharsets.UTF_8));
  }

  /** The artifact of the golden pair. */
  public static Model golden() {
    try (InputStream in = TestArtifacts.class.getResourceAsStream("/golden/network-14-5-1.json")) {
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Model read(byte[] bytes) {
    return ((ModelResult.Valid) ModelReader.read(bytes)).model();
  }
}
