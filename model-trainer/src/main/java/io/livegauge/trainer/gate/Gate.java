package io.livegauge.trainer.gate;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Network;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.gate.GateDecision.Drift;
import io.livegauge.trainer.gate.GateDecision.Duel;
import io.livegauge.trainer.gate.GateDecision.Outcome;
import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.ClusterBootstrap.Interval;
import io.livegauge.trainer.statistics.PopulationStability;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a challenger may take the champion's place. It may where all of this holds:
 *
 * <ul>
 *   <li>It is a valid model, by the job's own reader.
 *   <li>At least two sessions are held out.
 *   <li>It beats the champion on the held-out sessions by more than the noise: both predict the
 *       same windows, each by its own bounds, references and knots, and the improvement of the mean
 *       squared error is above 0 with 95 % confidence, by a paired bootstrap over sessions.
 *   <li>It beats the mean of the training targets in the same way; who does not has learned
 *       nothing, however bad the champion is by now.
 *   <li>No indicator has drifted: more than 10 % of its held-out values beyond the training bounds,
 *       by more than the noise among so many sessions. There the network sees clipped values, and
 *       what it would do on new sessions was not measured.
 * </ul>
 *
 * Stateless.
 */
public final class Gate {
  private final GateRules rules;

  /** A gate with rules. */
  public Gate(GateRules rules) {
    this.rules = rules;
  }

  /**
   * Decides.
   *
   * @param data what the challenger was trained on, and the sessions to measure by
   * @param challenger trained on the data
   * @param champion the model in use, or null where there is none
   * @param isForced whether it is promoted whatever is found, if only it is a valid model
   */
  public GateDecision judge(Dataset data, Network challenger, Model champion, boolean isForced) {
    Rows rows = data.heldOut();
    int sessions = (int) Arrays.stream(rows.sessions()).distinct().count();
    ModelResult result = candidate(data, challenger);
    if (result instanceof ModelResult.Invalid invalid) {
      // Nobody can force this: the job would not take it.
      return unmeasured(sessions, rows, "It is no valid model: " + invalid.reason() + ".");
    }
    Model candidate = ((ModelResult.Valid) result).model();
    List<String> reasons = new ArrayList<>();
    boolean isPassed = true;
    List<Duel> duels = new ArrayList<>();
    double[] errors = squaredErrors(candidate, rows.inputs(), rows.targets());
    if (sessions < GateRules.LEAST_SESSIONS) {
      isPassed = false;
      reasons.add(
          "Held out "
              + (sessions == 1 ? "is 1 session" : "are 0 sessions")
              + "; noise cannot be told from fewer than "
              + GateRules.LEAST_SESSIONS
              + ".");
    } else {
      if (champion != null) {
        double[] its = squaredErrors(champion, data.heldOutInputs(champion), rows.targets());
        duels.add(duel(champion.version(), champion.sha256(), errors, its, rows));
      }
      double[] ofMean = new double[rows.size()];
      double mean = Arrays.stream(data.training().targets()).average().orElse(0);
      for (int row = 0; row < ofMean.length; row++) {
        ofMean[row] = (mean - rows.targets()[row]) * (mean - rows.targets()[row]);
      }
      duels.add(duel(null, null, errors, ofMean, rows));
      for (Duel duel : duels) {
        isPassed &= duel.isWon();
        reasons.add(sentence(duel, mean(errors)));
      }
    }
    List<Drift> drifts = drift(data);
    for (Drift drift : drifts) {
      if (drift.beyondAtLeast() > rules.driftShare()) {
        isPassed = false;
        reasons.add(sentence(drift));
      }
    }
    boolean isWeak = sessions < rules.fewSessions();
    if (isWeak && sessions >= GateRules.LEAST_SESSIONS) {
      reasons.add(
          "The evidence is weak: "
              + sessions
              + " sessions are held out, and the bootstrap makes the noise of fewer than "
              + rules.fewSessions()
              + " look too small.");
    }
    if (!isPassed && isForced) {
      reasons.add("It is promoted all the same, because that was forced.");
    }
    return new GateDecision(
        isPassed ? Outcome.PROMOTED : isForced ? Outcome.FORCED : Outcome.REFUSED,
        sessions,
        rows.size(),
        isWeak,
        mean(errors),
        duels,
        drifts,
        rules,
        reasons);
  }

  private GateDecision unmeasured(int sessions, Rows rows, String reason) {
    return new GateDecision(
        Outcome.REFUSED,
        sessions,
        rows.size(),
        sessions < rules.fewSessions(),
        Double.NaN,
        List.of(),
        List.of(),
        rules,
        List.of(reason));
  }

  /** The challenger as the job would read it; its version does not matter here. */
  private static ModelResult candidate(Dataset data, Network challenger) {
    ModelWriter writer =
        new ModelWriter(1)
            .features(data.features())
            .proxies(data.proxies(Indicator.A21), data.proxies(Indicator.A23))
            .layers(challenger.layers());
    if (data.currency() != null) {
      writer.currency(data.currency());
    }
    try {
      return ModelReader.read(writer.write());
    } catch (IllegalStateException e) {
      return new ModelResult.Invalid(e.getMessage());
    }
  }

  /** Of each row, by what the job would print: scores are clipped to 0 to 100. */
  private static double[] squaredErrors(Model model, double[][] inputs, double[] targets) {
    double[] errors = new double[targets.length];
    for (int row = 0; row < errors.length; row++) {
      double error = model.score(inputs[row]) / 100 - targets[row];
      errors[row] = error * error;
    }
    return errors;
  }

  private Duel duel(
      Long version, String sha256, double[] challenger, double[] opponent, Rows rows) {
    double[] improvements = new double[challenger.length];
    for (int row = 0; row < improvements.length; row++) {
      improvements[row] = opponent[row] - challenger[row];
    }
    Interval interval = interval(improvements, rows);
    return new Duel(
        version, sha256, mean(opponent), interval.mean(), interval.lower(), interval.upper());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The bins rest on ranks, so inputs that are clipped beyond the deciles have the same index. */
  private List<Drift> drift(Dataset data) {
    List<Drift> drift = new ArrayList<>();
    if (data.heldOut().size() == 0) {
      return drift;
    }
    for (Indicator indicator : Indicator.values()) {
      int i = indicator.ordinal();
      double psi = PopulationStability.index(column(data.training(), i), column(data.heldOut(), i));
      boolean[] isBeyond = data.heldOutBeyondBounds(indicator);
      double[] values = new double[isBeyond.length];
      for (int row = 0; row < values.length; row++) {
        values[row] = isBeyond[row] ? 1 : 0;
      }
      Interval beyond = interval(values, data.heldOut());
      drift.add(new Drift(indicator, psi, beyond.mean(), beyond.lower()));
    }
    return drift;
  }

  private Interval interval(double[] values, Rows rows) {
    return new ClusterBootstrap(rules.resamples(), rules.seed())
        .mean(values, rows.sessions(), rows.sessionCount(), rules.confidence());
  }

  private static double[] column(Rows rows, int column) {
    return Arrays.stream(rows.inputs()).mapToDouble(row -> row[column]).toArray();
  }

  private String sentence(Duel duel, double mse) {
    String opponent =
        duel.isAgainstChampion()
            ? "the champion (version " + duel.version() + ")"
            : "the mean of the training targets";
    String compared =
        String.format(
            Locale.ROOT, "Mean squared error %.3g against %.3g of %s: ", mse, duel.mse(), opponent);
    String confidence = percent(rules.confidence());
    if (duel.isWon()) {
      return compared
          + String.format(
              Locale.ROOT,
              "better by %.3g, with %s confidence by at least %.3g.",
              duel.improvement(),
              confidence,
              duel.lower());
    }
    if (duel.improvement() > 0) {
      return compared
          + String.format(
              Locale.ROOT,
              "better by %.3g, which may be noise; %s confidence reaches down to %.3g.",
              duel.improvement(),
              confidence,
              duel.lower());
    }
    return compared + "not better.";
  }

  private String sentence(Drift drift) {
    return String.format(
        Locale.ROOT,
        "%s has drifted: %s of its held-out values lie beyond the training bounds, with %s"
            + " confidence at least %s; up to %s is allowed.",
        drift.indicator(),
        percent(drift.beyond()),
        percent(rules.confidence()),
        percent(drift.beyondAtLeast()),
        percent(rules.driftShare()));
  }

  /** With three digits at most, and no needless zeros. */
  private static String percent(double share) {
    return BigDecimal.valueOf(100 * share)
            .round(new MathContext(3))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
