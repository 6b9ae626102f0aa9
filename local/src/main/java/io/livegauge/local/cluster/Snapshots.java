package io.livegauge.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds complete savepoints and checkpoints: those whose {@code _metadata} was written. */
final class Snapshots {
  private static final String COMPLETE = "_metadata";
  private static final Comparator<Path> BY_TIME =
      Comparator.comparing((Path snapshot) -> modified(snapshot.resolve(COMPLETE)))
          .thenComparing(Path::toString);

  private Snapshots() {}

  /**
   * The newest complete one right below a directory.
   *
   * @return its URI; none where there is none, or no such directory
   */
  static Optional<String> newest(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> complete;
    try (Stream<Path> entries = Files.list(directory)) {
      complete = entries.filter(entry -> Files.exists(entry.resolve(COMPLETE))).toList();
    }
    return complete.stream().max(BY_TIME).map(path -> path.toUri().toString());
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // deleted meanwhile, as subsumed ones are
    }
  }
}
