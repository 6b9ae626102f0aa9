package io.livegauge.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file of any size so that nobody ever sees half of it under its name. */
final class WholeFile {

  /** What writes it, to the path it is given. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path path) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes beside the target first, then in its place; an error leaves what was there. A target
   * that is no regular file, such as {@code /dev/null} or a pipe, is written to as it is.
   */
  static void write(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      content.writeTo(target);
      return;
    }
    // A link stays one.
    Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    // Not by createTempFile, whose files only their owner may read.
    Path temporary =
        place.resolveSibling(
            "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      content.writeTo(temporary);
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
