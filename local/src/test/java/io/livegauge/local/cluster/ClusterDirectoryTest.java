package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.job.config.OptionException;
import io.livegauge.local.cluster.ClusterState.Change;
import io.livegauge.local.cluster.ClusterState.Job;
import io.livegauge.local.cluster.ClusterState.Kind;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Step;
import io.livegauge.local.cluster.ClusterState.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDirectoryTest {
  @TempDir private Path scratch;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Version version = new Version(3, "ab", "/jar", null, 2, Map.of("slice", "1s"), "file:/s", null);
    ClusterState state =
        new ClusterState(
            new Settings(2, "1280m", "h:1", true, "live.", null, "/key", Map.of("rest", 8081)),
            new Job(
                version,
                null,
                new Change(Kind.REDEPLOY, Step.START, version, "cd", 12, "ef", null),
                3));

    try (ClusterDirectory directory = ClusterDirectory.toChange(scratch.resolve("new"))) {
      assertThat(directory.read()).isEmpty();
      directory.write(state);
      assertThat(ClusterDirectory.toRead(directory.root()).require()).isEqualTo(state);
    }
  }

  @Test
  void shouldLetOneCommandAtATimeChangeIt() throws IOException {
    ClusterDirectory first = ClusterDirectory.toChange(scratch);

    assertThatThrownBy(() -> ClusterDirectory.toChange(scratch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another cluster command is at work");

    first.close();
    ClusterDirectory.toChange(scratch).close();
  }

  @Test
  void shouldSayWhatToDoWhereThereIsNoCluster() {
    assertThatThrownBy(() -> ClusterDirectory.toRead(scratch).require())
        .hasMessageContaining("./livegauge cluster up");
  }

  @Test
  void shouldNotTakeAnotherFileForItsOwn() throws IOException {
    Files.writeString(scratch.resolve("cluster.json"), "{\"settings\": 5");

    assertThatThrownBy(() -> ClusterDirectory.toRead(scratch).read())
        .hasMessageContaining("is not what this version writes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"settings\":null,\"job\":null}", "[]"})
  void shouldSayWhichFileIsIncomplete(String content) throws IOException {
    Files.writeString(scratch.resolve("cluster.json"), content);

    assertThatThrownBy(() -> ClusterDirectory.toRead(scratch).read())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(scratch.resolve("cluster.json").toString())
        .hasMessageContaining("is not what this version writes");
  }

  @Test
  void shouldLeaveADirectoryThatHoldsSomethingElse() throws IOException {
    Path theirs = Files.createDirectory(scratch.resolve("theirs"));
    Files.writeString(theirs.resolve("letter.txt"), "dear");
    var rights = Files.getPosixFilePermissions(theirs);

    assertThatThrownBy(() -> ClusterDirectory.toChange(theirs))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("option --state: '" + theirs + "' is not allowed")
        .hasMessageContaining("an empty one");

    assertThat(Files.getPosixFilePermissions(theirs)).isEqualTo(rights);
    assertThat(theirs.resolve("lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"live gauge", "50%"})
  void shouldRefuseAPathThatFlinkTakesForAnother(String name) {
    Path state = scratch.resolve(name).resolve("cluster");

    assertThatThrownBy(() -> ClusterDirectory.toChange(state))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("option --state: '" + state + "' is not allowed")
        .hasMessageContaining("without spaces");
    assertThat(scratch.resolve(name)).doesNotExist();
  }

  @Test
  void shouldGoOnWhereItWasLeftBeforeItsFirstState() throws IOException {
    ClusterDirectory.toChange(scratch).close();
    ClusterDirectory.writeWhole(scratch.resolve("secrets").resolve("hash-key"), "secret");
    Files.writeString(scratch.resolve(".cluster.json.tmp"), "{");

    ClusterDirectory.toChange(scratch).close();
  }

  @Test
  void shouldRefuseAFileForADirectory() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "text");

    for (Path state : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> ClusterDirectory.toChange(state))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("option --state: '" + state + "' is not allowed");
    }
    assertThatThrownBy(() -> ClusterDirectory.toRead(file).read())
        .isInstanceOf(OptionException.class);
  }

  @Test
  void shouldLetNobodyElseRead() throws IOException {
    Path file = scratch.resolve("secrets").resolve("key");
    ClusterDirectory.writeWhole(file, "secret");
    ClusterDirectory.toChange(scratch).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch)))
        .isEqualTo("rwx------");
  }
}
