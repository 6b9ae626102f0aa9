package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishers that end before every single step that they take, one after the other. {@link
 * RegistryKillITCase} kills processes; this leaves no moment out.
 */
class KilledPublisherTest {
  @TempDir private Path directory;

  @Test
  void shouldLeaveAWholeRegistryWhereverAPublisherEnds() throws Exception {
    Registry survivor = new Registry(new DirectoryFiles(directory), Clock.systemUTC());
    MemoryTopic topic = new MemoryTopic();
    boolean isKilled = true;
    int steps = 0;
    while (isKilled) {
      isKilled = publishAndDie(new MortalFiles(new DirectoryFiles(directory), steps), topic);
      steps++;

      RegistryCheck.check(survivor, directory);
      assertThat(topic.sent)
          .as("every version on the topic is a registered one, in one form")
          .allSatisfy(
              model ->
                  assertThat(survivor.published(survivor.required(model.version())))
                      .hasValue(model));
    }
    assertThat(steps).as("moments to die at").isGreaterThan(10);
    assertThat(survivor.entries()).hasSizeGreaterThan(3);
    // What the last of them began and did not send is sent by the next, once.
    new Publisher(survivor, topic, Clock.systemUTC(), Duration.ZERO)
        .publish(survivor.current().orElseThrow().version(), Role.CHAMPION);
    assertThat(topic.sent.get(topic.sent.size() - 1).version())
        .isEqualTo(survivor.current().orElseThrow().version());
  }

  private static boolean publishAndDie(MortalFiles files, MemoryTopic topic)
      throws IOException, TrainingException {
    try {
      Registry registry = new Registry(files, Clock.systemUTC());
      registry.repair();
      Entry entry = registry.register((version, current) -> TestArtifacts.draft(version, true));
      new Publisher(registry, topic, Clock.systemUTC(), Duration.ZERO)
          .publish(entry.version(), Role.CHAMPION);
      return false;
    } catch (Death e) {
      return true;
    }
  }

  /** No exception that anybody catches. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Fails for good after so many steps that change something. */
  private static final class MortalFiles implements RegistryFiles {
    private final RegistryFiles files;
    private int life;

    MortalFiles(RegistryFiles files, int life) {
      this.files = files;
      this.life = life;
    }

    private void live() {
      requireLife();
      life--;
    }

    /** Whoever dies before a reading leaves the same as before the step that follows it. */
    private void requireLife() {
      if (life == 0) {
        throw new Death();
      }
    }

    @Override
    public String location() {
      return files.location();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
      requireLife();
      return files.read(name);
    }

    @Override
    public List<String> list(String name) throws IOException {
      requireLife();
      return files.list(name);
    }

    @Override
    public void write(String name, byte[] bytes) throws IOException {
      live();
      // As a kill leaves it: something aside that is not whole.
      files.write("tmp/killed", "half".getBytes(StandardCharsets.UTF_8));
      live();
      files.write(name, bytes);
    }

    @Override
    public boolean create(String name, byte[] bytes) throws IOException {
      live();
      files.write("tmp/killed", "half".getBytes(StandardCharsets.UTF_8));
      live();
      return files.create(name, bytes);
    }

    @Override
    public void deleteLeftovers(Instant before) throws IOException {
      live();
      files.deleteLeftovers(before);
    }
  }
}
