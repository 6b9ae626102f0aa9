package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with a space", "50%20", "it's", "a#b?c"})
  void shouldMeanTheSameFileToFlink(String name) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "text");
    String text = LocalPaths.toFlink(file);
    var path = new org.apache.flink.core.fs.Path(text);

    assertThat(path.getFileSystem().getFileStatus(path).getLen()).isEqualTo("text".length());
    assertThat(LocalPaths.ofFlink(text)).isEqualTo(file);
  }
}
