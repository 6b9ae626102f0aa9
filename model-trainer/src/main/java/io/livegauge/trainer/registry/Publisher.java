package io.livegauge.trainer.registry;

import io.livegauge.model.Model;
import io.livegauge.model.Role;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Sends registered models to running jobs.
 *
 * <p>A job that knows two documents of one version takes the one with the smaller checksum. So a
 * version goes out in one form only: with its validFrom it is kept in the registry before it is
 * sent for the first time, and whoever repeats that, after a kill for one, sends the very same
 * bytes.
 */
public final class Publisher {
  private final Registry registry;
  private final ModelTopic topic;
  private final Clock clock;
  private final Duration validIn;

  /**
   * Connects the two.
   *
   * @param validIn how far ahead of now a model begins to score, so that it has arrived everywhere
   */
  public Publisher(Registry registry, ModelTopic topic, Clock clock, Duration validIn) {
    this.registry = registry;
    this.topic = topic;
    this.clock = clock;
    this.validIn = validIn;
  }

  /**
   * Sends a version and waits until it is acknowledged. Repeating it does no harm.
   *
   * @param role challenger for one that was not promoted, to be scored in shadow
   * @throws RegistryException where the version cannot be published, or Kafka does not take it; the
   *     registry stays as it is, but for the document to be sent
   */
  public Publication publish(long version, Role role) throws IOException {
    Entry entry = registry.required(version);
    requireRole(entry, role);
    List<String> notes = new ArrayList<>(topic.prepare());
    List<Model> models = topic.models();
    requireOwn(models);
    for (Model model : models) {
      if (model.role() == role && model.version() > version) {
        throw new RegistryException(
            topic.name()
                + " holds version "
                + model.version()
                + " already, which goes before "
                + version);
      }
      if (model.version() == version && !isSent(entry, model)) {
        throw new RegistryException(
            topic.name()
                + " holds another version "
                + version
                + " (sha256 "
                + model.sha256()
                + ") than "
                + registry.location()
                + ": another registry publishes there; publish from that one, or under another"
                + " prefix");
      }
    }
    Instant now = clock.instant();
    Model document = registry.stamped(entry, now.plus(validIn).toEpochMilli());
    boolean wasThere = models.contains(document);
    if (!wasThere && document.validFrom() < now.toEpochMilli()) {
      notes.add(
          "version "
              + version
              + " is sent as it was stamped at an earlier try, valid from "
              + Instant.ofEpochMilli(document.validFrom())
              + " on: rooms may change to it at different windows");
    }
    topic.send(document);
    return new Publication(document, topic.name(), wasThere, List.copyOf(notes));
  }

  /**
   * Whether a version has arrived on the topic.
   *
   * @throws RegistryException where there is no such version, or no broker answers
   */
  public boolean isThere(long version) throws IOException {
    Entry entry = registry.required(version);
    topic.prepare();
    for (Model model : topic.models()) {
      if (model.version() == version && isSent(entry, model)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks whether models of this registry may go to the topic at all, before one is registered for
   * it.
   *
   * @throws RegistryException where not, or where no broker answers
   */
  public void requireOwnTopic() throws IOException {
    topic.prepare();
    requireOwn(topic.models());
  }

  private void requireRole(Entry entry, Role role) throws IOException {
    if (entry.role() != role) {
      throw new RegistryException(
          entry.isPromoted()
              ? "version " + entry.version() + " was promoted: it is published to score"
              : "version "
                  + entry.version()
                  + " was not promoted: it can be published as a challenger only, to be scored in"
                  + " shadow");
    }
    if (role == Role.CHAMPION) {
      long current = registry.current().orElseThrow().version();
      if (current != entry.version()) {
        throw new RegistryException(
            "version "
                + entry.version()
                + " goes behind the current one, "
                + current
                + ", so no job would change to it; a rollback to "
                + entry.version()
                + " publishes it under a higher version");
      }
    }
  }

  private boolean isSent(Entry entry, Model model) throws IOException {
    return registry.published(entry).filter(model::equals).isPresent();
  }

  private void requireOwn(List<Model> models) throws IOException {
    OptionalLong theirs = models.stream().mapToLong(Model::version).max();
    long ours = registry.highest().orElse(0);
    if (theirs.isPresent() && theirs.getAsLong() > ours) {
      throw new RegistryException(
          topic.name()
              + " holds version "
              + theirs.getAsLong()
              + ", and "
              + registry.location()
              + " ends at "
              + ours
              + ": another registry publishes there; publish from that one, or under another"
              + " prefix");
    }
  }
}
