package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;
  private Registry registry;

  @BeforeEach
  void openRegistry() {
    registry = new Registry(new DirectoryFiles(directory), CLOCK);
  }

  private Entry register(boolean isPromoted) throws IOException, TrainingException {
    return registry.register((version, current) -> TestArtifacts.draft(version, isPromoted));
  }

  @Test
  void shouldBeginEmpty() throws IOException {
    registry.repair();

    assertThat(registry.entries()).isEmpty();
    assertThat(registry.current()).isEmpty();
    assertThat(registry.highest()).isEmpty();
    assertThat(registry.entry(1)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldNumberVersionsWithoutAGap() throws Exception {
    register(true);
    register(false);
    register(true);
    register(false);

    assertThat(registry.entries()).extracting(Entry::version).containsExactly(1L, 2L, 3L, 4L);
    assertThat(registry.entries())
        .extracting(Entry::role)
        .containsExactly(Role.CHAMPION, Role.CHALLENGER, Role.CHAMPION, Role.CHALLENGER);
    assertThat(registry.current().orElseThrow().version()).isEqualTo(3);
    assertThat(registry.highest()).hasValue(4);
    assertThat(directory.resolve("CURRENT")).hasContent("3\n");
  }

  @Test
  void shouldTellWhatWasRegistered() throws Exception {
    register(true);
    ObjectNode gate = JsonNodeFactory.instance.objectNode().put("promoted", false);

    Entry registered =
        registry.register(
            (version, current) ->
                TestArtifacts.draft(version, false)
                    .withGate(current.orElseThrow().version(), gate)
                    .withNote("a try"));

    Entry read = registry.entry(2).orElseThrow();
    assertThat(read).isEqualTo(registered);
    assertThat(read.createdAt()).isEqualTo(CLOCK.instant());
    assertThat(read.comparedWith()).isEqualTo(1);
    assertThat(read.rollbackOf()).isNull();
    assertThat(read.gate()).isEqualTo(gate);
    assertThat(read.note()).isEqualTo("a try");
    assertThat(read.rows()).isEqualTo(1_002);
    assertThat(read.dataSha256()).isEqualTo("d2");
    assertThat(read.metrics().get("r2").doubleValue()).isEqualTo(0.81);
    Model model = registry.model(2);
    assertThat(model.version()).isEqualTo(2);
    assertThat(model.sha256()).isEqualTo(read.modelSha256());
    assertThat(registry.file(read, ArtifactKind.NETWORK))
        .hasValue("zip of version 2".getBytes(StandardCharsets.UTF_8));
    assertThat(registry.file(read, ArtifactKind.REPORT)).isPresent();
  }

  @Test
  void shouldKeepEqualFilesOnce() throws Exception {
    byte[] page = "one page".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      registry.register(
          (version, current) ->
              Draft.of(TestArtifacts.artifact(version, Role.CHAMPION, "d"), true)
                  .withFiles(null, page));
    }

    assertThat(files()).filteredOn(name -> name.endsWith(".html")).hasSize(1);
    assertThat(registry.file(registry.entry(2).orElseThrow(), ArtifactKind.NETWORK)).isEmpty();
  }

  @Test
  void shouldBuildAgainForTheNextWhereAnotherWasFaster() throws Exception {
    register(true);
    List<String> asked = new ArrayList<>();

    Entry entry =
        registry.register(
            (version, current) -> {
              asked.add(version + " after " + current.orElseThrow().version());
              if (version == 2) {
                registerInBetween();
              }
              return TestArtifacts.draft(version, false);
            });

    assertThat(asked).containsExactly("2 after 1", "3 after 2");
    assertThat(entry.version()).isEqualTo(3);
    assertThat(registry.entries()).hasSize(3);
  }

  private void registerInBetween() throws TrainingException {
    try {
      register(true);
    } catch (IOException e) {
      throw new TrainingException("in between", e);
    }
  }

  @Test
  void shouldRegisterNothingWhereTheSubmissionFails() throws Exception {
    register(true);

    assertThatThrownBy(
            () ->
                registry.register(
                    (version, current) -> {
                      throw new TrainingException("too few rows");
                    }))
        .hasMessage("too few rows");
    assertThatThrownBy(
            () -> registry.register((version, current) -> TestArtifacts.draft(version + 1, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected is version 2");
    assertThatThrownBy(
            () ->
                registry.register(
                    (version, current) ->
                        Draft.of(TestArtifacts.artifact(version, Role.CHALLENGER, "d"), true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> registry.register((version, current) -> Draft.of(new byte[] {'{'}, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no model");

    assertThat(registry.entries()).hasSize(1);
  }

  @Test
  void shouldSetCurrentRightAfterAKill() throws Exception {
    register(true);
    register(true);
    for (String left : List.of("1\n", "", "nonsense")) {
      Files.writeString(directory.resolve("CURRENT"), left);
      registry.repair();
      assertThat(directory.resolve("CURRENT")).hasContent("2\n");
    }
    Files.delete(directory.resolve("CURRENT"));
    registry.repair();
    assertThat(directory.resolve("CURRENT")).hasContent("2\n");
  }

  @Test
  void shouldNameTheDamagedFileAndItsVersion() throws Exception {
    register(true);
    register(true);
    Entry two = registry.entry(2).orElseThrow();
    String path = two.files().get(ArtifactKind.MODEL).path();
    byte[] whole = Files.readAllBytes(directory.resolve(path));
    Files.write(directory.resolve(path), Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> registry.model(2))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("version 2", path, "damaged");
    assertThat(registry.model(1).version()).isEqualTo(1);

    Files.delete(directory.resolve(path));
    assertThatThrownBy(() -> registry.model(2)).hasMessageContaining("version 2", "is missing");

    Files.writeString(directory.resolve("versions/000002.json"), "{\"format\":");
    assertThatThrownBy(() -> registry.entries())
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("versions/000002.json", "not JSON");
    assertThatThrownBy(() -> registry.model(9)).hasMessageContaining("holds 1 to 2");
  }

  @Test
  void shouldRegisterNothingBesideADamagedManifest() throws Exception {
    register(true);
    register(true);
    Files.writeString(directory.resolve("versions/000001.json"), "{\"format\":");

    assertThatThrownBy(() -> register(true))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("the manifest of version 1, versions/000001.json in " + directory)
        .hasMessageContaining("is damaged");

    assertThat(registry.highest()).hasValue(2);
  }

  @Test
  void shouldMendAFileThatIsRegisteredAgain() throws Exception {
    Entry one = register(true);
    Path page = directory.resolve(one.files().get(ArtifactKind.REPORT).path());
    Files.writeString(page, "half");

    registry.register(
        (version, current) ->
            Draft.of(TestArtifacts.artifact(version, Role.CHAMPION, "d"), true)
                .withFiles(null, "<p>page of version 1".getBytes(StandardCharsets.UTF_8)));

    assertThat(page).hasContent("<p>page of version 1");
  }

  @Test
  void shouldPassOverWhatIsNoManifest() throws Exception {
    register(true);
    Files.writeString(directory.resolve("versions/.000002.json.swp"), "");
    Files.writeString(directory.resolve("versions/notes.txt"), "");
    Files.writeString(directory.resolve("versions/0000002.json"), "");

    assertThat(registry.entries()).hasSize(1);
    assertThat(register(true).version()).isEqualTo(2);
  }

  @Test
  void shouldStampOnce() throws Exception {
    Entry one = register(true);
    assertThat(registry.published(one)).isEmpty();

    Model first = registry.stamped(one, 1_000);
    Model again = registry.stamped(one, 2_000);

    assertThat(first.validFrom()).isEqualTo(1_000);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(again.version()).isEqualTo(1);
    assertThat(registry.published(one)).hasValue(first);
    Files.write(
        directory.resolve("published/000001.json"),
        TestArtifacts.artifact(1, Role.CHAMPION, "another"));
    assertThatThrownBy(() -> registry.stamped(one, 1_000))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("published/000001.json");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
