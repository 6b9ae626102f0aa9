package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.trainer.registry.ArtifactKind;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop in processes that are killed. */
@Timeout(300)
class RetrainKillITCase {
  private static final int KILLS = 20;

  /** After the first cycle; longer than one more takes. */
  private static final int LONGEST_LIFE_MILLIS = 500;

  @TempDir private Path directory;

  private Registry registry() {
    return new Registry(new DirectoryFiles(directory.resolve("registry")), Clock.systemUTC());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            RetrainingLoop.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void shouldStayWholeThroughKillsAtRandomMoments() throws Exception {
    Random random = new Random(20_261_121);
    Files.createDirectories(directory.resolve("windows"));
    List<Process> victims = new ArrayList<>();
    try {
      // The next one gets ready while this one works; it begins when this one is dead.
      victims.add(start());
      for (int kill = 0; kill < KILLS; kill++) {
        victims.add(start());
        Process victim = victims.remove(0);
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("ready");
        victim.getOutputStream().write('\n');
        victim.getOutputStream().flush();
        assertThat(out.readLine()).as("it works").contains("\"decision\"");
        boolean ended = victim.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        assertThat(ended).as("it ended by itself").isFalse();
        victim.destroyForcibly().waitFor();

        RegistryCheck.check(registry(), directory.resolve("registry"));
      }
    } finally {
      for (Process victim : victims) {
        victim.destroyForcibly().waitFor();
      }
    }

    // What is left over is done by one that lives; after that nothing is left to do.
    JsonNode last = new ObjectMapper().readTree(RetrainingLoop.retrain(directory, "--force"));
    assertThat(last.path("decision").asText()).isIn("promoted", "forced", "waiting");
    JsonNode idle = new ObjectMapper().readTree(RetrainingLoop.retrain(directory, "--force"));
    assertThat(idle.path("decision").asText()).isEqualTo("waiting");
    assertThat(idle.path("published")).isEmpty();

    Registry registry = registry();
    RegistryCheck.check(registry, directory.resolve("registry"));
    List<Entry> entries = registry.entries();
    assertThat(entries.size()).isGreaterThan(KILLS);
    List<String> lists = new ArrayList<>();
    for (Entry entry : entries) {
      lists.add(RetrainingLoop.text(registry.file(entry, ArtifactKind.SESSIONS).orElseThrow()));
    }
    assertThat(lists).as("nothing is trained twice").doesNotHaveDuplicates();
    assertThat(arrived(registry)).contains(registry.current().orElseThrow().version());
  }

  /** The versions on the topic, each in the one form that the registry keeps. */
  private List<Long> arrived(Registry registry) throws IOException {
    List<Long> versions = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("topic/models"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        long version = Long.parseLong(name.substring(0, name.indexOf('-')));
        versions.add(version);
        assertThat(name)
            .isEqualTo(
                version
                    + "-"
                    + registry
                        .published(registry.entry(version).orElseThrow())
                        .orElseThrow()
                        .sha256());
      }
    }
    assertThat(versions).doesNotHaveDuplicates();
    return versions;
  }
}
