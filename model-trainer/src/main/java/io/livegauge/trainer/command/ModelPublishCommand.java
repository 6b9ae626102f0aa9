package io.livegauge.trainer.command;

import io.livegauge.model.Role;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.Publisher;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.registry.RegistryOpener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model publish}: sends a registered model to running jobs. */
@Command(
    name = "publish",
    description = {
      "Sends a model to the jobs that listen to a Kafka cluster, and waits until it is"
          + " acknowledged. Sending it again sends the same bytes.",
      "The last line of the output is JSON: version, role, sha256, validFrom, topic, wasThere."
    })
final class ModelPublishCommand extends RegistryCommand {
  private final ModelTopic.Opener topics;

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      description = "The current one, or the last challenger after it, where it is not given.")
  private String version;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--as-challenger",
      description = "Sends a version that was not promoted, to be scored in shadow only.")
  private boolean asChallenger;

  ModelPublishCommand(RegistryOpener opener, ModelTopic.Opener topics, Clock clock) {
    super(opener, clock);
    this.topics = topics;
  }

  @Override
  void run() throws IOException {
    OptionValues values = values();
    if (!topicOptions.isGiven()) {
      throw new CommandLine.ParameterException(
          line(), "option --to: missing; allowed is HOST:PORT[,HOST:PORT...]");
    }
    Duration validIn = topicOptions.validIn(values);
    try (ModelTopic topic = topicOptions.open(values, topics)) {
      Registry registry = registry();
      long chosen = version == null ? latest(registry) : version(registry, "VERSION", version);
      Role role = asChallenger ? Role.CHALLENGER : Role.CHAMPION;
      try {
        Publications.tell(
            line(), new Publisher(registry, topic, clock(), validIn).publish(chosen, role));
      } catch (RegistryException e) {
        throw new RegistryException(
            e.getMessage()
                + "; version "
                + chosen
                + " was not published; nothing is lost: once this is mended, the same command"
                + " publishes it",
            e);
      }
    }
  }

  private long latest(Registry registry) throws IOException {
    List<Entry> entries = registry.entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.isPromoted() != asChallenger) {
        return entry.version();
      }
      if (entry.isPromoted()) {
        throw new RegistryException(
            "there is no challenger after the current version, "
                + entry.version()
                + ", in "
                + registry.location());
      }
    }
    throw new RegistryException(
        "there is no "
            + (asChallenger ? "challenger" : "promoted version")
            + " in "
            + registry.location());
  }
}
