package io.livegauge.local;

import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        DirectoryTree.delete(path);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          LOG.warn("Left behind: {}", path, e);
          return;
        }
      }
    }
  }
}
