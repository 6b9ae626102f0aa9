package io.livegauge.local.registry;

import io.livegauge.trainer.registry.ExclusiveFilesContract;
import io.livegauge.trainer.registry.RegistryFiles;
import org.apache.flink.core.fs.Path;

/** Over something like HDFS, which renames in one step, and never onto what is there. */
class FlinkFilesWithAtomicRenameTest extends ExclusiveFilesContract {
  private final MemoryFileSystem store = new MemoryFileSystem(true);

  @Override
  protected RegistryFiles files() {
    return new FlinkFiles(store, new Path("memory://namenode/models"));
  }
}
