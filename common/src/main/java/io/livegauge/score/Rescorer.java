package io.livegauge.score;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Model;
import io.livegauge.score.ScoreRecord.IndicatorScore;
import io.livegauge.score.ScoreRecord.Scope;

/**
 * What a model would have said of windows that another one scored: from the numerators and
 * denominators of their records alone, without the events. With the very model that scored, and the
 * options it scored with, the result is what the record says. Immutable.
 */
public final class Rescorer {
  private final Model model;
  private final ScoringOptions options;

  /**
   * Scores by a model.
   *
   * @param options those of the job; how A33 was measured is in the records already
   */
  public Rescorer(Model model, ScoringOptions options) {
    this.model = model;
    this.options = options;
  }

  /** What the model says of a window. */
  public Explanation explain(ScoreRecord window) {
    double[] values = new double[window.indicators().size()];
    for (IndicatorScore score : window.indicators()) {
      Indicator indicator = score.code();
      Scope used = indicator.isScoredBySession() ? score.session() : score.window();
      values[indicator.ordinal()] =
          IndicatorValues.value(
              indicator,
              score.source(),
              used.numerator(),
              used.denominator(),
              window.currency(),
              model,
              options);
    }
    double[] inputs = model.normalizer().normalize(values);
    return Explanation.of(model, inputs, model.score(inputs), options);
  }

  /**
   * One line of JSON without a line end, the same bytes for equal windows: streamId, sessionStart,
   * windowEnd, final; score, baselineScore, residual, groups and the indicators' code, normalized
   * and contribution by this model; model (version, sha256); was (version and score of the model
   * that scored the window).
   *
   * @param said what {@link #explain} said of the window
   */
  public byte[] toJson(ScoreRecord window, Explanation said) {
    JsonText json = new JsonText(1536).open();
    json.field("streamId", window.streamId())
        .field("sessionStart", window.sessionStart())
        .field("windowEnd", window.windowEnd())
        .field("final", window.isFinal())
        .decimal("score", said.score10000(), 4)
        .decimal("baselineScore", said.baselineScore10000(), 4)
        .decimal("residual", said.residual10000(), 4)
        .name("groups")
        .open();
    for (Indicator.Group group : Indicator.Group.values()) {
      json.decimal(group.name(), said.groups10000().get(group.ordinal()), 4);
    }
    json.close().name("indicators").openArray();
    for (Indicator indicator : Indicator.values()) {
      json.open()
          .field("code", indicator.name())
          .decimal("normalized", said.normalized10000().get(indicator.ordinal()), 4)
          .decimal("contribution", said.contributions10000().get(indicator.ordinal()), 4)
          .close();
    }
    return json.closeArray()
        .name("model")
        .open()
        .field("version", model.version())
        .field("sha256", model.sha256())
        .close()
        .name("was")
        .open()
        .field("version", window.model().version())
        .decimal("score", window.score10000(), 4)
        .close()
        .close()
        .toBytes();
  }
}
