package io.livegauge.trainer.gate;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Activation;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Network;
import io.livegauge.model.Normalizer;
import io.livegauge.model.Transform;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Sessions whose indicators lie evenly between 0 and 10, each window of a session near the others,
 * with bounds 0 to 10; the target is a function of the normalised indicators of the session.
 */
final class MadeUpData implements Dataset {
  private static final int WINDOWS = 10;
  private static final double SPAN = 10;

  private final Rows training;
  private final double[][] heldOutValues;
  private final Rows heldOut;

  /**
   * @param sessions on each side
   * @param target of a session, from its 14 values on the network's scale
   * @param shift of the held-out sessions' A12, in its unit
   */
  MadeUpData(int sessions, ToDoubleFunction<double[]> target, double shift, long seed) {
    Random random = new Random(seed);
    training = rows(values(sessions, 0, random), target);
    heldOutValues = values(sessions, shift, random);
    heldOut = rows(heldOutValues, target);
  }

  /** The same with one held-out session whose A12 is far from all others. */
  MadeUpData withOddSession(double shift) {
    for (int window = 0; window < WINDOWS; window++) {
      heldOutValues[window][Indicator.A12.ordinal()] += shift;
    }
    return this;
  }

  private static double[][] values(int sessions, double shift, Random random) {
    double[][] values = new double[sessions * WINDOWS][];
    for (int session = 0; session < sessions; session++) {
      double[] middle = random.doubles(14, 0.05 * SPAN, 0.95 * SPAN).toArray();
      for (int window = 0; window < WINDOWS; window++) {
        double[] row = middle.clone();
        for (int i = 0; i < row.length; i++) {
          row[i] += 0.01 * SPAN * random.nextGaussian();
        }
        row[Indicator.A12.ordinal()] += shift;
        values[session * WINDOWS + window] = row;
      }
    }
    return values;
  }

  private Rows rows(double[][] values, ToDoubleFunction<double[]> target) {
    double[][] inputs = inputs(values, features());
    double[] targets = new double[values.length];
    int[] sessions = new int[values.length];
    for (int row = 0; row < targets.length; row++) {
      sessions[row] = row / WINDOWS;
      targets[row] = row % WINDOWS == 0 ? target.applyAsDouble(inputs[row]) : targets[row - 1];
    }
    return new Rows(
        inputs,
        targets,
        sessions,
        Collections.nCopies(values.length / WINDOWS, null),
        new double[values.length]);
  }

  private static double[][] inputs(double[][] values, List<Feature> features) {
    Normalizer normalizer = new Normalizer(features);
    double[][] inputs = new double[values.length][];
    for (int row = 0; row < inputs.length; row++) {
      inputs[row] = normalizer.normalize(values[row]);
    }
    return inputs;
  }

  /** A network that weighs some indicators and adds nothing else. */
  static Network linear(double bias, double... weights) {
    double[][] matrix = new double[1][14];
    System.arraycopy(weights, 0, matrix[0], 0, weights.length);
    return new Network(List.of(new Layer(Activation.IDENTITY, matrix, new double[] {bias})));
  }

  /** A model whose bounds are another's, so that it sees other inputs. */
  Model model(long version, Network network, double max) {
    List<Feature> features = new ArrayList<>();
    for (Feature f : features()) {
      features.add(
          new Feature(f.code(), f.transform(), f.min(), max, f.direction(), f.reference()));
    }
    byte[] artifact =
        new ModelWriter(version)
            .features(features)
            .proxies(proxies(Indicator.A21), proxies(Indicator.A23))
            .layers(network.layers())
            .write();
    return ((ModelResult.Valid) ModelReader.read(artifact)).model();
  }

  @Override
  public Rows training() {
    return training;
  }

  @Override
  public Rows heldOut() {
    return heldOut;
  }

  @Override
  public List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      features.add(new Feature(indicator, Transform.IDENTITY, 0, SPAN, '+', SPAN / 2));
    }
    return features;
  }

  @Override
  public Knots proxies(Indicator indicator) {
    return new Knots(0.1, 0.2, 0.3, 0.4, 0.5);
  }

  @Override
  public String currency() {
    return "CNY";
  }

  @Override
  public double[][] heldOutInputs(Model model) {
    return inputs(heldOutValues, model.features());
  }

  @Override
  public boolean[] heldOutBeyondBounds(Indicator indicator) {
    boolean[] beyond = new boolean[heldOutValues.length];
    for (int row = 0; row < beyond.length; row++) {
      int i = indicator.ordinal();
      beyond[row] = features().get(i).isBeyond(heldOutValues[row][i]);
    }
    return beyond;
  }

  @Override
  public DataSummary summary() {
    throw new UnsupportedOperationException("the gate does not ask for it");
  }
}
