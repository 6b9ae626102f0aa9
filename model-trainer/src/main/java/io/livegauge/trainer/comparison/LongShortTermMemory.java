package io.livegauge.trainer.comparison;

import java.util.Arrays;
import java.util.Random;

/**
 * A layer of LSTM units (Hochreiter and Schmidhuber 1997, with forget gates by Gers 2000) that
 * reads a sequence of single numbers, and a sigmoid output on its last state. The function is that
 * of Deeplearning4j's layers LSTM, LastTimeStep and OutputLayer, and a test holds it to them, forth
 * and back. In plain Java because these take some twenty native calls a time step, which for so
 * small a network is more than ten times the work itself.
 *
 * <p>Not safe for threads: it keeps what it computed on the way forth for the way back.
 */
final class LongShortTermMemory {
  /** Candidate, forget gate, output gate, input gate, in this order in all weights. */
  private static final int GATES = 4;

  private final int units;
  private final int width;
  private final int recurrent;
  private final int biases;
  private final int outward;
  private final double[] parameters;

  // Of each step on the way forth; of h and c also what was before the first one.
  private final double[][] gates;
  private final double[][] h;
  private final double[][] c;
  private final double[][] squashed;

  /**
   * A network whose weights are drawn as Deeplearning4j's default draws them: Xavier's normal
   * distribution; biases are 0, those of the forget gate 1.
   */
  LongShortTermMemory(int units, int steps, long seed) {
    this.units = units;
    this.width = GATES * units;
    this.recurrent = width;
    this.biases = recurrent + units * width;
    this.outward = biases + width;
    this.parameters = new double[outward + units + 1];
    this.gates = new double[steps][width];
    this.h = new double[steps + 1][units];
    this.c = new double[steps + 1][units];
    this.squashed = new double[steps][units];
    Random random = new Random(seed);
    double inward = Math.sqrt(2.0 / (units + 1 + units));
    for (int i = 0; i < biases; i++) {
      parameters[i] = inward * random.nextGaussian();
    }
    Arrays.fill(parameters, biases + units, biases + 2 * units, 1);
    double last = Math.sqrt(2.0 / (units + 1));
    for (int unit = 0; unit < units; unit++) {
      parameters[outward + unit] = last * random.nextGaussian();
    }
  }

  /**
   * Its numbers, not a copy: weights of the input, one a gate and unit; those of the state, a row
   * each unit; biases; weights to the output, and its bias.
   */
  double[] parameters() {
    return parameters;
  }

  /** From 0 to 1. */
  double output(double[] sequence) {
    int steps = gates.length;
    for (int step = 0; step < steps; step++) {
      double[] z = gates[step];
      double[] before = h[step];
      for (int g = 0; g < width; g++) {
        z[g] = parameters[biases + g] + sequence[step] * parameters[g];
      }
      for (int unit = 0; unit < units; unit++) {
        int row = recurrent + unit * width;
        for (int g = 0; g < width; g++) {
          z[g] += before[unit] * parameters[row + g];
        }
      }
      for (int unit = 0; unit < units; unit++) {
        z[unit] = Math.tanh(z[unit]);
        for (int gate = 1; gate < GATES; gate++) {
          z[gate * units + unit] = sigmoid(z[gate * units + unit]);
        }
        c[step + 1][unit] = z[units + unit] * c[step][unit] + z[3 * units + unit] * z[unit];
        squashed[step][unit] = Math.tanh(c[step + 1][unit]);
        h[step + 1][unit] = z[2 * units + unit] * squashed[step][unit];
      }
    }
    double sum = parameters[outward + units];
    for (int unit = 0; unit < units; unit++) {
      sum += h[steps][unit] * parameters[outward + unit];
    }
    return sigmoid(sum);
  }

  /**
   * Adds the derivatives of the squared error by the parameters.
   *
   * @param gradient as many numbers as there are parameters
   */
  void addGradient(double[] sequence, double target, double[] gradient) {
    double output = output(sequence);
    double bySum = 2 * (output - target) * output * (1 - output);
    int steps = gates.length;
    double[] byH = new double[units];
    double[] byC = new double[units];
    double[] byZ = new double[width];
    gradient[outward + units] += bySum;
    for (int unit = 0; unit < units; unit++) {
      gradient[outward + unit] += bySum * h[steps][unit];
      byH[unit] = bySum * parameters[outward + unit];
    }
    for (int step = steps - 1; step >= 0; step--) {
      double[] z = gates[step];
      for (int unit = 0; unit < units; unit++) {
        double candidate = z[unit];
        double forget = z[units + unit];
        double out = z[2 * units + unit];
        double in = z[3 * units + unit];
        double tanh = squashed[step][unit];
        byC[unit] += byH[unit] * out * (1 - tanh * tanh);
        byZ[unit] = byC[unit] * in * (1 - candidate * candidate);
        byZ[units + unit] = byC[unit] * c[step][unit] * forget * (1 - forget);
        byZ[2 * units + unit] = byH[unit] * tanh * out * (1 - out);
        byZ[3 * units + unit] = byC[unit] * candidate * in * (1 - in);
        byC[unit] *= forget;
      }
      for (int g = 0; g < width; g++) {
        gradient[g] += byZ[g] * sequence[step];
        gradient[biases + g] += byZ[g];
      }
      for (int unit = 0; unit < units; unit++) {
        int row = recurrent + unit * width;
        double before = h[step][unit];
        double sum = 0;
        for (int g = 0; g < width; g++) {
          gradient[row + g] += byZ[g] * before;
          sum += byZ[g] * parameters[row + g];
        }
        byH[unit] = sum;
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
