package io.livegauge.trainer.comparison;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Rows drawn evenly from 0 to 1, with a target that is known. */
record MadeUpData(Rows training, Rows heldOut) implements Dataset {
  /** Straight in three inputs, with nothing else in it. */
  static final ToDoubleFunction<double[]> STRAIGHT =
      x -> 0.2 + 0.4 * x[10] + 0.2 * x[7] - 0.1 * x[13];

  static Rows rows(int sessions, int perSession, ToDoubleFunction<double[]> target, long seed) {
    Random random = new Random(seed);
    int count = sessions * perSession;
    double[][] inputs = new double[count][];
    double[] targets = new double[count];
    int[] session = new int[count];
    double[] progress = new double[count];
    for (int row = 0; row < count; row++) {
      inputs[row] = random.doubles(14).toArray();
      targets[row] = target.applyAsDouble(inputs[row]);
      session[row] = row / perSession;
      progress[row] = Double.NaN;
    }
    return new Rows(inputs, targets, session, Collections.nCopies(sessions, null), progress);
  }

  static MadeUpData of(ToDoubleFunction<double[]> target) {
    return new MadeUpData(rows(100, 2, target, 1), rows(30, 2, target, 2));
  }

  @Override
  public List<Feature> features() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Knots proxies(Indicator indicator) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String currency() {
    return null;
  }

  @Override
  public double[][] heldOutInputs(Model model) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean[] heldOutBeyondBounds(Indicator indicator) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DataSummary summary() {
    return new DataSummary(
        training.size() + heldOut.size(),
        training.sessionCount() + heldOut.sessionCount(),
        heldOut.sessionCount(),
        "a function",
        List.of(),
        null,
        "made up",
        "0",
        0,
        0,
        Map.of(),
        List.of("Made up."));
  }
}
