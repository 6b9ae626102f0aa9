package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest extends ExclusiveFilesContract {
  @TempDir private Path directory;

  @Override
  protected RegistryFiles files() {
    return new DirectoryFiles(directory.resolve("not/there/yet"));
  }

  @Test
  void shouldLeaveNothingAside() throws IOException {
    DirectoryFiles files = new DirectoryFiles(directory);
    files.create("versions/000001.json", new byte[] {1});
    files.create("versions/000001.json", new byte[] {2});
    files.write("CURRENT", new byte[] {3});

    assertThat(all()).containsExactly("CURRENT", "versions/000001.json");
  }

  @Test
  void shouldDeleteWhatAKilledWriterLeft() throws IOException {
    DirectoryFiles files = new DirectoryFiles(directory);
    Instant now = Instant.parse("2026-11-21T17:00:00Z");
    Files.createDirectories(directory.resolve("tmp"));
    Path old = Files.writeString(directory.resolve("tmp/old.tmp"), "half");
    Path young = Files.writeString(directory.resolve("tmp/young.tmp"), "half");
    Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(1)));
    Files.setLastModifiedTime(young, FileTime.from(now));

    files.deleteLeftovers(now);

    assertThat(all()).containsExactly("tmp/young.tmp");
  }

  @Test
  void shouldNameAFileThatCannotBeRead() throws IOException {
    Files.createDirectories(directory.resolve("versions/000009.json"));
    assertThatThrownBy(() -> new DirectoryFiles(directory).read("versions/000009.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.resolve("versions/000009.json") + " cannot be read");
  }

  @Test
  void shouldSayThatItCannotBeWrittenTo() throws IOException {
    Files.writeString(directory.resolve("tmp"), "in the way of what is written aside");
    DirectoryFiles files = new DirectoryFiles(directory);

    for (ThrowingCallable writing :
        List.<ThrowingCallable>of(
            () -> files.create("versions/000001.json", new byte[] {1}),
            () -> files.write("CURRENT", new byte[] {1}))) {
      assertThatThrownBy(writing)
          .isInstanceOf(RegistryException.class)
          .hasMessage(
              directory
                  + " cannot be written to: "
                  + directory.resolve("tmp")
                  + ": there is a file of this name");
    }
  }

  @Test
  void shouldRefuseWhatIsNoDirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    for (String wrong : List.of(file.toString(), "s3://bucket/models", " ", "a\0b")) {
      assertThatThrownBy(() -> DirectoryFiles.open(wrong))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("allowed is a directory");
    }
    assertThat(DirectoryFiles.open(directory.toString()).location())
        .isEqualTo(directory.toString());
  }

  private List<String> all() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
