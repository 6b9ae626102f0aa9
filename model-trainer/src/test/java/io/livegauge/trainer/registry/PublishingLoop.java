package io.livegauge.trainer.registry;

import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A process that registers and publishes without end, or so many times: the victim of {@link
 * RegistryKillITCase}. Arguments: the registry, a directory that stands for the topic, how often
 * (0: without end). Prints a line for every version that is registered and published.
 */
public final class PublishingLoop {
  private PublishingLoop() {}

  public static void main(String[] arguments) throws IOException, TrainingException {
    Registry registry = new Registry(new DirectoryFiles(Path.of(arguments[0])), Clock.systemUTC());
    RegistryFiles topic = new DirectoryFiles(Path.of(arguments[1]));
    int times = Integer.parseInt(arguments[2]);
    for (int i = 0; times == 0 || i < times; i++) {
      registry.repair();
      boolean isPromoted = i % 3 != 1;
      Entry entry =
          registry.register((version, current) -> TestArtifacts.draft(version, isPromoted));
      if (isPromoted) {
        publish(registry, topic, entry);
      }
      print(Long.toString(entry.version()));
    }
  }

  private static void publish(Registry registry, RegistryFiles topic, Entry entry)
      throws IOException {
    try {
      new Publisher(registry, new FileTopic(topic), Clock.systemUTC(), Duration.ofSeconds(30))
          .publish(entry.version(), Role.CHAMPION);
    } catch (RegistryException e) {
      // Another process has promoted a higher one meanwhile.
      if (registry.current().orElseThrow().version() == entry.version()) {
        throw e;
      }
    }
  }

  @SuppressWarnings("SystemOut") // a process of its own: this is how it talks
  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** A file for each document that arrived. */
  private record FileTopic(RegistryFiles files) implements ModelTopic {
    @Override
    public String name() {
      return files.location();
    }

    @Override
    public List<String> prepare() {
      return List.of();
    }

    /** What another registry may have sent is not looked for here. */
    @Override
    public List<Model> models() {
      return List.of();
    }

    @Override
    public void send(Model model) throws IOException {
      files.create("models/" + model.version() + "-" + model.sha256(), model.bytes());
    }

    @Override
    public void close() {}
  }
}
