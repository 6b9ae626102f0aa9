package io.livegauge.trainer.gate;

import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.SessionKey;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.registry.ArtifactKind;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Publication;
import io.livegauge.trainer.registry.Publisher;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.training.TrainedModel;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One cycle of the loop: looks for sessions that the last version has not seen, trains on all, asks
 * the gate, registers, and publishes what was promoted.
 *
 * <p>It can be killed at any point. What was not registered leaves no trace, and is trained again;
 * what was registered is not trained again, since its sessions are in the registry; and what was
 * promoted and did not reach Kafka is sent first thing in the next cycle, as the same bytes.
 */
public final class Retraining {
  private final Registry registry;
  private final Publisher publisher;
  private final Gate gate;
  private final Trainer trainer;
  private final Settings settings;
  private final Clock clock;

  /**
   * How the loop is set.
   *
   * @param minSessions new ones that it takes to train, 1 or more
   * @param isForced whether every model is promoted whatever the gate says
   * @param source where the data come from, or null
   * @param page makes the page of a training, or null
   */
  public record Settings(
      int minSessions, boolean isForced, String source, GatedSubmission.Page page) {}

  /** Trains a model. */
  @FunctionalInterface
  public interface Trainer {
    TrainedModel train(Dataset data) throws TrainingException;
  }

  /** What there is to learn from at the moment. */
  public interface Data {
    /** The sessions that have ended and settled. */
    Collection<SessionKey> sessions() throws TrainingException, InputException;

    /** Made of them. */
    Dataset dataset() throws TrainingException, InputException;
  }

  /**
   * What came of a cycle.
   *
   * @param sessions to learn from
   * @param newSessions of these, that the last version has not seen
   * @param decision what the gate decided; null where there were too few new sessions to train
   * @param entry what was registered; null likewise
   * @param trained what was trained; null likewise
   * @param publications what was sent, in this order; one from an earlier cycle may be among them
   * @param unsent why what was promoted could not be sent, or null
   */
  public record Cycle(
      int sessions,
      int newSessions,
      GateDecision decision,
      Entry entry,
      TrainedModel trained,
      List<Publication> publications,
      String unsent) {}

  /**
   * Sets a loop up.
   *
   * @param publisher sends what was promoted; null where nothing is to be sent
   */
  public Retraining(
      Registry registry,
      Publisher publisher,
      Gate gate,
      Trainer trainer,
      Settings settings,
      Clock clock) {
    this.registry = registry;
    this.publisher = publisher;
    this.gate = gate;
    this.trainer = trainer;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Sends the current version where it was promoted and did not reach Kafka, as a kill leaves it.
   * An imported one that no gate has looked at is left to {@code model publish}: it may well be the
   * model that the job began with.
   */
  public Optional<Publication> publishPending() throws IOException {
    Optional<Entry> current = registry.current();
    if (publisher == null
        || current.isEmpty()
        || current.get().gate() == null
        || publisher.isThere(current.get().version())) {
      return Optional.empty();
    }
    return Optional.of(publisher.publish(current.get().version(), Role.CHAMPION));
  }

  /**
   * Looks, and trains where there is enough that is new.
   *
   * @throws TrainingException where training fails; nothing is registered then
   * @throws InputException where a user's file does not fit the data
   * @throws IOException where the registry cannot be used, or Kafka for what an earlier cycle has
   *     left
   */
  public Cycle run(Data data) throws TrainingException, InputException, IOException {
    List<Publication> sent = new ArrayList<>(publishPending().stream().toList());
    Collection<SessionKey> sessions = data.sessions();
    List<Entry> entries = registry.entries();
    Set<SessionKey> unseen = new HashSet<>(sessions);
    unseen.removeAll(lastSeen(entries));
    if (unseen.size() < settings.minSessions()) {
      return waiting(sessions, unseen.size(), sent);
    }
    Dataset dataset = data.dataset();
    if (isOfAVersionWithoutList(dataset, entries)) {
      return waiting(sessions, 0, sent);
    }
    TrainedModel trained = trainer.train(dataset);
    GatedSubmission submission =
        new GatedSubmission(
            trained,
            registry,
            gate,
            new GatedSubmission.Settings(
                settings.isForced(),
                clock.instant(),
                settings.source(),
                SessionList.write(sessions),
                settings.page()));
    Entry entry = registry.register(submission);
    String unsent = null;
    try {
      publishPending().ifPresent(sent::add);
    } catch (RegistryException e) {
      unsent = e.getMessage();
    }
    return new Cycle(
        sessions.size(), unseen.size(), submission.decision(), entry, trained, sent, unsent);
  }

  private static Cycle waiting(
      Collection<SessionKey> sessions, int unseen, List<Publication> sent) {
    return new Cycle(sessions.size(), unseen, null, null, null, sent, null);
  }

  /** The sessions of the last version that says which they were. */
  private Set<SessionKey> lastSeen(List<Entry> entries) throws IOException {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Optional<byte[]> list = registry.file(entries.get(i), ArtifactKind.SESSIONS);
      if (list.isPresent()) {
        return SessionList.read(list.get());
      }
    }
    return Set.of();
  }

  /** A version that was trained without a list of its sessions is told by its data's checksum. */
  private static boolean isOfAVersionWithoutList(Dataset dataset, List<Entry> entries) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.rollbackOf() == null
                    && !entry.files().containsKey(ArtifactKind.SESSIONS)
                    && dataset.summary().sha256().equals(entry.dataSha256()));
  }
}
