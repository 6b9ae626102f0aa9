package io.livegauge.trainer.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import java.util.List;
import java.util.Locale;

/**
 * What the gate decided, and why. A function of the data, the models and the rules.
 *
 * @param outcome what is to be done
 * @param sessions held out
 * @param rows of them
 * @param isWeak whether there are so few sessions that chance has a large part in the evidence
 * @param mse the challenger's mean squared error on the held-out rows, in units of the target; NaN
 *     where it could not be measured
 * @param duels against the champion, where there is one, and against the mean of the training
 *     targets; empty where nothing could be measured
 * @param drift of each indicator, in their order; empty where nothing could be measured
 * @param rules that were asked for
 * @param reasons plain sentences, at least one
 */
public record GateDecision(
    Outcome outcome,
    int sessions,
    int rows,
    boolean isWeak,
    double mse,
    List<Duel> duels,
    List<Drift> drift,
    GateRules rules,
    List<String> reasons) {

  /** Copies the lists. */
  public GateDecision {
    duels = List.copyOf(duels);
    drift = List.copyOf(drift);
    reasons = List.copyOf(reasons);
  }

  /** What is to be done with the challenger. */
  public enum Outcome {
    /** It passed. */
    PROMOTED,
    /** It did not. */
    REFUSED,
    /** It did not, and is promoted all the same, because somebody asked for that. */
    FORCED;

    /** The value in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The challenger against one opponent, on the same rows.
   *
   * @param version of the champion; null where the opponent is the mean of the training targets
   * @param sha256 of the champion, or null
   * @param mse the opponent's mean squared error
   * @param improvement the opponent's mean squared error less the challenger's
   * @param lower what the improvement is above, with the confidence asked for
   * @param upper what it is below, with the same confidence
   */
  public record Duel(
      Long version, String sha256, double mse, double improvement, double lower, double upper) {
    /** Whether the opponent is the champion. */
    public boolean isAgainstChampion() {
      return version != null;
    }

    /** Whether the challenger is better by more than the noise. */
    public boolean isWon() {
      return lower > 0;
    }
  }

  /**
   * How an indicator of the held-out rows differs from the training rows.
   *
   * @param psi population stability index
   * @param beyond share of held-out values beyond the training bounds
   * @param beyondAtLeast what that share is above among sessions like these, with the confidence
   *     asked for: a session is beyond the bounds as a whole easily, and one of few is a large
   *     share
   */
  public record Drift(Indicator indicator, double psi, double beyond, double beyondAtLeast) {}

  /** Whether the challenger becomes the champion. */
  public boolean isPromoted() {
    return outcome != Outcome.REFUSED;
  }

  /** For an artifact's {@code training.gate}, and for whoever asks; no field changes its name. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("decision", outcome.wireName());
    ArrayNode texts = node.putArray("reasons");
    reasons.forEach(texts::add);
    node.put("sessions", sessions);
    node.put("rows", rows);
    node.put("weak", isWeak);
    if (Double.isNaN(mse)) {
      node.putNull("mse");
    } else {
      node.put("mse", mse);
    }
    ArrayNode opponents = node.putArray("opponents");
    for (Duel duel : duels) {
      ObjectNode opponent = opponents.addObject();
      opponent.put("opponent", duel.isAgainstChampion() ? "champion" : "mean");
      if (duel.isAgainstChampion()) {
        opponent.put("version", duel.version()).put("sha256", duel.sha256());
      }
      opponent
          .put("mse", duel.mse())
          .put("improvement", duel.improvement())
          .put("lower", duel.lower())
          .put("upper", duel.upper());
    }
    node.put("confidence", rules.confidence());
    node.put("resamples", rules.resamples());
    node.put("seed", rules.seed());
    ArrayNode drifts = node.putArray("drift");
    for (Drift one : drift) {
      drifts
          .addObject()
          .put("code", one.indicator().name())
          .put("psi", one.psi())
          .put("beyond", one.beyond())
          .put("beyondAtLeast", one.beyondAtLeast());
    }
    node.put("driftShare", rules.driftShare());
    return node;
  }
}
