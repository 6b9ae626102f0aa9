package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.Publisher;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.registry.RegistryOpener;
import io.livegauge.trainer.registry.Submissions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code model rollback}: an older model becomes the current one, under a new version. */
@Command(
    name = "rollback",
    description = {
      "Registers an older model under a new, higher version as the current one, and publishes it"
          + " where --to is given.",
      "The last line of the output is JSON: that of publish, or version, rollbackOf, sha256."
    })
final class ModelRollbackCommand extends RegistryCommand {
  private final ModelTopic.Opener topics;

  @Parameters(paramLabel = "TO_VERSION", description = "A version that was promoted once.")
  private String to;

  @Mixin private TopicOptions topicOptions;

  ModelRollbackCommand(RegistryOpener opener, ModelTopic.Opener topics, Clock clock) {
    super(opener, clock);
    this.topics = topics;
  }

  @Override
  void run() throws IOException, TrainingException {
    OptionValues values = values();
    Duration validIn = topicOptions.validIn(values);
    try (ModelTopic topic = topicOptions.isGiven() ? topicOptions.open(values, topics) : null) {
      Registry registry = registry();
      long target = version(registry, "TO_VERSION", to);
      Publisher publisher = topic == null ? null : new Publisher(registry, topic, clock(), validIn);
      if (publisher != null) {
        // Before anything is registered: a version that cannot go out would be current for nothing.
        publisher.requireOwnTopic();
      }
      Entry entry = rollBack(registry, target);
      if (publisher == null) {
        line()
            .getOut()
            .println(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("version", entry.version())
                    .put("rollbackOf", target)
                    .put("sha256", entry.modelSha256()));
        return;
      }
      try {
        Publications.tell(line(), publisher.publish(entry.version(), Role.CHAMPION));
      } catch (RegistryException e) {
        throw new RegistryException(
            e.getMessage()
                + "; version "
                + entry.version()
                + " is registered, but not published; the same command again publishes it",
            e);
      }
    }
  }

  /** Repeated, after a kill for one, it finds what it did. */
  private Entry rollBack(Registry registry, long target) throws IOException, TrainingException {
    Optional<Entry> current = registry.current();
    if (current.isPresent() && current.get().version() == target) {
      throw new RegistryException("version " + target + " is the current one already");
    }
    if (current.isPresent() && Long.valueOf(target).equals(current.get().rollbackOf())) {
      // Reads and checks what this run did not write itself.
      registry.model(current.get().version());
      line()
          .getOut()
          .println(
              "Version " + current.get().version() + " is version " + target + " again already");
      return current.get();
    }
    Entry entry = registry.register(Submissions.rollback(registry, target, clock().instant()));
    line()
        .getOut()
        .println("Version " + entry.version() + " is version " + target + " again, and current");
    return entry;
  }
}
