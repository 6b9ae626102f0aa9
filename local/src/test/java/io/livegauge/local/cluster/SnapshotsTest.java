package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  @TempDir private Path directory;

  @Test
  void shouldFindTheNewestThatIsComplete() throws IOException {
    complete("chk-9", 1_000);
    Path newest = complete("chk-10", 2_000);
    Files.createDirectories(directory.resolve("chk-11"));
    Files.createDirectories(directory.resolve("shared"));

    assertThat(Snapshots.newest(directory)).contains(newest.toUri().toString());
  }

  @Test
  void shouldFindNothingWhereNothingIs() throws IOException {
    assertThat(Snapshots.newest(directory)).isEmpty();
    assertThat(Snapshots.newest(directory.resolve("none"))).isEmpty();
  }

  private Path complete(String name, long millis) throws IOException {
    Path snapshot = Files.createDirectories(directory.resolve(name));
    Path metadata = Files.writeString(snapshot.resolve("_metadata"), "state");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    return snapshot;
  }
}
