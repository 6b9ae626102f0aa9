package io.livegauge.trainer.command;

import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.trainer.io.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model artifact that an option names. */
final class ModelFile {
  private ModelFile() {}

  /**
   * Reads it.
   *
   * @throws picocli.CommandLine.ParameterException where it cannot be read or is no valid model
   *     (exit status 2)
   */
  static Model read(OptionValues values, String option, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw values.wrong(option, file, "a file that can be read");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw values.wrong(option, file, "a file that can be read (" + e + ")");
    }
    if (ModelReader.read(bytes) instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw values.wrong(
        option,
        file,
        "a model artifact (this is none: "
            + ((ModelResult.Invalid) ModelReader.read(bytes)).reason()
            + ")");
  }
}
