package io.livegauge.trainer.gate;

import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.registry.Draft;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.Submission;
import io.livegauge.trainer.training.Release;
import io.livegauge.trainer.training.TrainedModel;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A trained model on its way into a registry: promoted where the gate lets it through, a challenger
 * where not. The champion that the gate compares it with is the one of the moment when its version
 * comes to be; should another publisher be faster, the gate is asked again.
 */
public final class GatedSubmission implements Submission {
  private final TrainedModel trained;
  private final Registry registry;
  private final Gate gate;
  private final Settings settings;
  private Long judgedAgainst;
  private GateDecision decision;

  /**
   * What does not come from the training.
   *
   * @param isForced whether it is promoted whatever the gate says
   * @param createdAt when the model was made
   * @param source where the data come from, or null
   * @param sessions that it was trained on and measured by, as the registry keeps them, or null
   * @param page makes the page of the training, or null
   */
  public record Settings(
      boolean isForced, Instant createdAt, String source, byte[] sessions, Page page) {}

  /** Makes the page of a training. */
  @FunctionalInterface
  public interface Page {
    /**
     * The page as HTML, UTF-8, of a model that was judged and is written as an artifact; null where
     * there is none.
     */
    byte[] of(TrainedModel trained, GateDecision decision, byte[] artifact);
  }

  /**
   * To be registered once.
   *
   * @param registry to read the champion from
   */
  public GatedSubmission(TrainedModel trained, Registry registry, Gate gate, Settings settings) {
    this.trained = trained;
    this.registry = registry;
    this.gate = gate;
    this.settings = settings;
  }

  @Override
  public Draft draft(long version, Optional<Entry> current) throws TrainingException {
    Long champion = current.map(Entry::version).orElse(null);
    if (decision == null || (champion != null && !champion.equals(judgedAgainst))) {
      decision =
          gate.judge(
              trained.data(),
              trained.network(),
              champion == null ? null : model(champion),
              settings.isForced());
      judgedAgainst = champion;
    }
    byte[] artifact =
        trained.artifact(
            new Release(
                version,
                settings.createdAt(),
                null,
                decision.isPromoted() ? Role.CHAMPION : Role.CHALLENGER,
                settings.source(),
                decision.toJson()));
    return Draft.of(artifact, decision.isPromoted())
        .withFiles(
            trained.deeplearning4j(),
            settings.page() == null ? null : settings.page().of(trained, decision, artifact))
        .withSessions(settings.sessions())
        .withGate(champion, decision.toJson());
  }

  private Model model(long version) throws TrainingException {
    try {
      return registry.model(version);
    } catch (IOException e) {
      throw new TrainingException("the champion cannot be read: " + e.getMessage(), e);
    }
  }

  /** What the gate decided; null before anything was drafted. */
  public GateDecision decision() {
    return decision;
  }
}
