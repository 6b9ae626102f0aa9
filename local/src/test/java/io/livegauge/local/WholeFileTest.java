package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path directory;

  @Test
  void shouldReplaceAFileOnlyWhenItIsWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");

    WholeFile.write(
        file,
        path -> {
          Files.writeString(path, "new");
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void shouldKeepWhatWasThereWhereWritingFails() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    path -> {
                      Files.writeString(path, "ha");
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void shouldWriteWhereALinkPoints() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    WholeFile.write(link, path -> Files.writeString(path, "new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void shouldNotReplaceADevice() throws IOException {
    Path device = Path.of("/dev/null");

    WholeFile.write(device, path -> assertThat(path).isEqualTo(device));

    assertThat(Files.isRegularFile(device)).isFalse();
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
