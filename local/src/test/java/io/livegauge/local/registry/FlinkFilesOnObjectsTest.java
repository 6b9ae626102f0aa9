package io.livegauge.local.registry;

import io.livegauge.trainer.registry.RegistryFiles;
import io.livegauge.trainer.registry.RegistryFilesContract;
import org.apache.flink.core.fs.Path;

/** Over something like an object store: no directories, and renaming is copying. */
class FlinkFilesOnObjectsTest extends RegistryFilesContract {
  private final MemoryFileSystem store = new MemoryFileSystem(false);

  @Override
  protected RegistryFiles files() {
    return new FlinkFiles(store, new Path("memory://bucket/models"));
  }
}
