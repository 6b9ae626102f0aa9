package io.livegauge.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPlacesTest {
  @TempDir private Path directory;

  @Test
  void shouldTakeTheSameDirectoryByNameAndByUri() throws IOException {
    for (String location : List.of(directory.toString(), directory.toUri().toString())) {
      assertThat(RegistryPlaces.open(location))
          .isInstanceOf(DirectoryFiles.class)
          .extracting(files -> files.location())
          .isEqualTo(directory.toString());
    }
  }

  @Test
  void shouldSayWhatIsMissingForAScheme() {
    assertThatThrownBy(() -> RegistryPlaces.open("s3://bucket/models"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("'s3://bucket/models'")
        .hasMessageContaining("no file system for s3")
        .hasMessageContaining("FLINK_PLUGINS_DIR");
    assertThatThrownBy(() -> RegistryPlaces.open("s3://bucket/mo dels"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("a directory or a URI");
  }
}
