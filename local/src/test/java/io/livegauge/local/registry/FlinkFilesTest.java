package io.livegauge.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.trainer.registry.RegistryFiles;
import io.livegauge.trainer.registry.RegistryFilesContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over Flink's local file system. */
class FlinkFilesTest extends RegistryFilesContract {
  @TempDir private java.nio.file.Path directory;

  @Override
  protected RegistryFiles files() throws IOException {
    Path root = new Path(directory.resolve("not/there/yet").toUri());
    return new FlinkFiles(root.getFileSystem(), root);
  }

  @Test
  void shouldLeaveNothingAside() throws IOException {
    byte[] bytes = "1\n".getBytes(StandardCharsets.UTF_8);
    files().create("versions/000001.json", bytes);
    files().create("versions/000001.json", bytes);
    files().write("CURRENT", bytes);
    files().write("CURRENT", bytes);

    try (Stream<java.nio.file.Path> walk = Files.walk(directory)) {
      List<String> names =
          walk.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
      assertThat(names).containsExactlyInAnyOrder("CURRENT", "000001.json");
    }
  }
}
