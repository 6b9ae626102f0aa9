package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.io.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The file of {@code --out}, where a command's result goes as well. */
final class ResultFile {
  private ResultFile() {}

  /**
   * Looks whether it can be written, before anything is computed.
   *
   * @param file null where none is asked for
   */
  static void check(OptionValues values, Path file) {
    if (file != null) {
      Path directory = file.toAbsolutePath().getParent();
      if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
        throw values.wrong(
            "--out", file, "a file in a directory that exists and can be written to");
      }
    }
  }

  /**
   * Writes the result, whole.
   *
   * @param file null where none is asked for
   * @throws TrainingException where it cannot be written
   */
  static void write(Path file, JsonNode result) throws TrainingException {
    if (file != null) {
      try {
        WholeFiles.write(
            Map.of(file, (result.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new TrainingException("the result cannot be written to " + file + ": " + e, e);
      }
    }
  }
}
