package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What holds of a registry whenever somebody looks, whatever was killed. */
public final class RegistryCheck {
  private RegistryCheck() {}

  /** Looks at all of it, while others may write. */
  public static void checkWhole(Registry registry, Path directory) throws IOException {
    List<Entry> entries = registry.entries();
    assertThat(entries)
        .extracting(Entry::version)
        .as("versions without a gap")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, entries.size()).boxed().toList());
    for (Entry entry : entries) {
      assertThat(registry.model(entry.version()).sha256()).isEqualTo(entry.modelSha256());
      for (ArtifactKind kind : entry.files().keySet()) {
        assertThat(registry.file(entry, kind)).isPresent();
      }
      assertThat(registry.published(entry).map(Model::version))
          .isIn(Optional.empty(), Optional.of(entry.version()));
    }
    Path pointer = directory.resolve("CURRENT");
    if (Files.exists(pointer)) {
      String line = Files.readString(pointer, StandardCharsets.UTF_8);
      assertThat(line).matches("[1-9][0-9]*\n");
      Entry pointed = registry.entry(Long.parseLong(line.strip())).orElseThrow();
      assertThat(pointed.isPromoted()).isTrue();
    }
  }

  /** The same of a registry that nobody writes to, and that the pointer is set right. */
  public static void check(Registry registry, Path directory) throws IOException {
    checkWhole(registry, directory);
    Path pointer = directory.resolve("CURRENT");
    registry.repair();
    if (registry.current().isPresent()) {
      assertThat(pointer).hasContent(registry.current().get().version() + "\n");
    }
  }
}
