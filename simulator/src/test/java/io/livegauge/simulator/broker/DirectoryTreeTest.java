package io.livegauge.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
  @TempDir Path directory;

  @Test
  void shouldDeleteATreeAndNothingBesideIt() throws IOException {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/b/file"), "x");
    Path beside = Files.writeString(directory.resolve("beside"), "x");

    DirectoryTree.delete(tree);

    assertThat(tree).doesNotExist();
    assertThat(beside).exists();
  }

  @Test
  void shouldDeleteASingleFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    DirectoryTree.delete(file);

    assertThat(file).doesNotExist();
  }

  @Test
  void shouldTakeWhatIsGoneForDeleted() {
    assertThatCode(() -> DirectoryTree.delete(directory.resolve("none")))
        .doesNotThrowAnyException();
  }
}
