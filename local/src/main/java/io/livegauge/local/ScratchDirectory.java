package io.livegauge.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory that goes with its owner. */
public final class ScratchDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

  /** Threads that are just ending may still write while the tree is deleted. */
  private static final int ATTEMPTS = 5;

  private final Path path;

  public ScratchDirectory(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix);
  }

  public Path path() {
    return path;
  }

  /** Deletes it with everything in it; what cannot be deleted is said in the log. */
  @Override
  public void close() {
    for (int attempt = 1; ; attempt++) {
      try {
        delete(path);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          LOG.warn("Left behind: {}", path, e);
          return;
        }
      }
    }
  }

  /** Deletes a file, or a directory with everything in it; nothing where there is none. */
  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            if (error instanceof NoSuchFileException) {
              // Somebody else deletes here too; what is gone need not be deleted.
              return FileVisitResult.CONTINUE;
            }
            throw error;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException error)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
