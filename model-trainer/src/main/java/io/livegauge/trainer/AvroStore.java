package io.livegauge.trainer;

import io.livegauge.score.AvroRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a directory of Avro object containers, at any depth (the job partitions them by day). Files
 * and directories whose names begin with a dot or an underscore are still being written and are
 * passed over, and so is what does not end in {@code .avro}.
 */
final class AvroStore {
  private static final String SUFFIX = ".avro";

  private AvroStore() {}

  /**
   * Hands every row to {@code each}, file after file.
   *
   * @param what the rows are, for messages
   * @return the files' checksums
   * @throws TrainingException where a file cannot be read, with its name and the reason
   */
  static <T> List<String> read(Path directory, String what, AvroRows<T> rows, Consumer<T> each)
      throws TrainingException {
    List<String> checksums = new ArrayList<>();
    for (Path file : files(directory, what)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          AvroRows.Reader<T> reader = rows.readFrom(in)) {
        for (T row = reader.next(); row != null; row = reader.next()) {
          each.accept(row);
        }
        checksums.add(DataChecksum.of(file));
      } catch (IOException e) {
        throw new TrainingException(file + " cannot be read as " + what + ": " + e.getMessage(), e);
      }
    }
    return checksums;
  }

  private static List<Path> files(Path directory, String what) throws TrainingException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(path -> isDone(directory.relativize(path)) && Files.isRegularFile(path))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new TrainingException(
          "the directory of " + what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isDone(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return path.toString().endsWith(SUFFIX);
  }
}
