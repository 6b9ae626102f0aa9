package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that publish into one registry, and are killed at it. */
@Timeout(120)
class RegistryKillITCase {
  private static final int KILLS = 20;
  private static final int TRAINERS = 4;
  private static final int VERSIONS_EACH = 15;

  /** Longer than one registration with its publication takes. */
  private static final int LONGEST_LIFE_MILLIS = 150;

  @TempDir private Path directory;

  private Path registryDirectory() {
    return directory.resolve("registry");
  }

  private Registry registry() {
    return new Registry(new DirectoryFiles(registryDirectory()), Clock.systemUTC());
  }

  private Process start(int times) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingLoop.class.getName(),
            registryDirectory().toString(),
            directory.resolve("topic").toString(),
            Integer.toString(times))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void shouldStayWholeThroughKillsAtRandomMoments() throws Exception {
    Random random = new Random(20_261_121);
    List<Process> victims = new ArrayList<>();
    try {
      // Two at a time: what one leaves behind, the other meets while it is at work.
      victims.add(start(0));
      for (int kill = 0; kill < KILLS; kill++) {
        victims.add(start(0));
        Process victim = victims.remove(0);
        assertThat(output(victim).readLine()).as("it publishes").isNotNull();
        boolean ended = victim.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        assertThat(ended).as("it ended by itself").isFalse();
        victim.destroyForcibly().waitFor();

        // The other one is at work: where the pointer points to may be overtaken at any moment.
        RegistryCheck.checkWhole(registry(), registryDirectory());
      }
    } finally {
      for (Process victim : victims) {
        victim.destroyForcibly().waitFor();
      }
    }

    RegistryCheck.check(registry(), registryDirectory());
    assertThat(registry().entries()).hasSizeGreaterThan(KILLS);
    checkTopic();
  }

  @Test
  void shouldGiveEveryTrainerVersionsOfItsOwn() throws Exception {
    List<Process> trainers = new ArrayList<>();
    List<Long> registered = new ArrayList<>();
    try {
      for (int i = 0; i < TRAINERS; i++) {
        trainers.add(start(VERSIONS_EACH));
      }
      for (Process trainer : trainers) {
        output(trainer).lines().map(Long::valueOf).forEach(registered::add);
        assertThat(trainer.waitFor()).isZero();
      }
    } finally {
      for (Process trainer : trainers) {
        trainer.destroyForcibly().waitFor();
      }
    }

    assertThat(registered)
        .as("no version twice, none lost")
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, TRAINERS * VERSIONS_EACH).mapToObj(Long::valueOf).toList());
    assertThat(directory.resolve("registry/CURRENT"))
        .hasContent(registry().current().orElseThrow().version() + "\n");
    RegistryCheck.check(registry(), registryDirectory());
    checkTopic();
  }

  /** One document a version, and that is the one that the registry keeps. */
  private void checkTopic() throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> arrived;
    try (Stream<Path> files = Files.list(directory.resolve("topic/models"))) {
      arrived = files.map(file -> file.getFileName().toString()).toList();
    }
    for (String name : arrived) {
      long version = Long.parseLong(name.substring(0, name.indexOf('-')));
      Registry registry = registry();
      expected.add(
          version + "-" + registry.published(registry.required(version)).orElseThrow().sha256());
    }
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
  }
}
