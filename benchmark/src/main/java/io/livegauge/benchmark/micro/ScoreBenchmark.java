package io.livegauge.benchmark.micro;

import io.livegauge.model.IntegratedGradients;
import io.livegauge.model.Model;
import io.livegauge.model.Network;
import io.livegauge.model.Normalizer;
import io.livegauge.score.ScoringOptions;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From indicator values to a score, with the bundled model, one window at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScoreBenchmark {
  private static final int ROWS = 1024;

  private Model model;
  private Network network;
  private Normalizer normalizer;
  private double[][] values;
  private double[][] inputs;
  private double[] reference;
  private int next;

  /** Takes the bundled model and rows for it. */
  @Setup
  public void prepare() {
    model = BenchmarkModel.bundled();
    network = model.network();
    normalizer = model.normalizer();
    reference = model.reference();
    values = BenchmarkModel.values(model, ROWS);
    inputs = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      inputs[i] = normalizer.normalize(values[i]);
    }
  }

  /** Fourteen values onto the network's scale. */
  @Benchmark
  public double[] normalizer() {
    return normalizer.normalize(values[next()]);
  }

  /** The network's output, in plain doubles. */
  @Benchmark
  public double network() {
    return network.output(inputs[next()]);
  }

  /** A score of normalised inputs: what target 12 asks for first. */
  @Benchmark
  public double score() {
    return model.score(inputs[next()]);
  }

  /** What each indicator contributed, without the score. */
  @Benchmark
  public double[] integratedGradients() {
    return IntegratedGradients.contributions(
        network, reference, inputs[next()], ScoringOptions.DEFAULTS.steps());
  }

  /** A score with its explanation: what target 12 asks for second. */
  @Benchmark
  public double scoreWithGradients() {
    double[] row = inputs[next()];
    return model.score(row)
        + IntegratedGradients.contributions(
            network, reference, row, ScoringOptions.DEFAULTS.steps())[0];
  }

  /** The network in Deeplearning4j, apart since it loads native libraries. */
  @State(Scope.Thread)
  public static class Deeplearning4j {
    private MultiLayerNetwork network;
    private double[][] inputs;
    private int next;

    /** Builds the same network with the same weights. */
    @Setup
    public void prepare() {
      Model model = BenchmarkModel.bundled();
      network = BenchmarkModel.deeplearning4j(model);
      inputs = BenchmarkModel.values(model, ROWS);
      for (int i = 0; i < ROWS; i++) {
        inputs[i] = model.normalizer().normalize(inputs[i]);
      }
    }

    double output(double[] row) {
      try (INDArray features = Nd4j.create(row, new long[] {1, row.length}, DataType.DOUBLE)) {
        return network.output(features).getDouble(0);
      }
    }
  }

  /** The same network's output by Deeplearning4j. */
  @Benchmark
  public double deeplearning4jOutput(Deeplearning4j state) {
    state.next = (state.next + 1) % ROWS;
    return state.output(state.inputs[state.next]);
  }

  private int next() {
    next = (next + 1) % ROWS;
    return next;
  }
}
