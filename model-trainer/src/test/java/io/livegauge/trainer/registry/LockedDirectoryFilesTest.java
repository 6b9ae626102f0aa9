package io.livegauge.trainer.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** As on a file system that knows no hard links. */
class LockedDirectoryFilesTest extends ExclusiveFilesContract {
  @TempDir private Path directory;

  @Override
  protected RegistryFiles files() {
    return new DirectoryFiles(directory, false);
  }
}
