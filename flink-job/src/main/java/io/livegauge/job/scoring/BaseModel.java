package io.livegauge.job.scoring;

import io.livegauge.job.config.OptionException;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The model that a run begins with: the bundled one, or a file's. */
public final class BaseModel {
  private static final String BUNDLED = "default-model.json";

  private BaseModel() {}

  /**
   * Reads and checks it.
   *
   * @param file a file with an artifact, or null for the bundled one
   * @throws OptionException where the file cannot be read, does not validate or is a challenger,
   *     with the reason
   */
  public static byte[] load(String file) {
    return file == null ? bundled() : ofFile(file);
  }

  private static byte[] ofFile(String file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new OptionException("--model", file, "a readable file with a model artifact");
    }
    ModelResult result = ModelReader.read(bytes);
    if (result instanceof ModelResult.Invalid invalid) {
      throw new OptionException(
          "option --model: '" + file + "' is no valid model artifact: " + invalid.reason());
    }
    // A challenger never gives a score, and the model to begin with has to.
    if (((ModelResult.Valid) result).model().role() == Role.CHALLENGER) {
      throw new OptionException(
          "option --model: '" + file + "' is a challenger; allowed: a champion's artifact");
    }
    return bytes;
  }

  private static byte[] bundled() {
    try (InputStream in = BaseModel.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException("the bundled model is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
