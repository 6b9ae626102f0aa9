package io.livegauge.trainer.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes files so that nobody ever sees half of one. */
public final class WholeFiles {
  private WholeFiles() {}

  /** All files beside their targets first; only when all are whole, each takes its place. */
  public static void write(Map<Path, byte[]> files) throws IOException {
    Map<Path, Path> temporaries = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        Path target = file.getKey().toAbsolutePath();
        // Not by createTempFile, whose files only their owner may read.
        Path temporary =
            target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        temporaries.put(temporary, target);
        Files.write(temporary, file.getValue());
      }
      for (Map.Entry<Path, Path> move : temporaries.entrySet()) {
        Files.move(
            move.getKey(),
            move.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : temporaries.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
