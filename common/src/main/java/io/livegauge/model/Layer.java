package io.livegauge.model;

import java.util.Arrays;

/** One layer of a network: outputs = activation(W·inputs + bias). Immutable. */
public final class Layer {
  private final Activation activation;
  private final double[][] weights;
  private final double[] bias;

  /**
   * Copies its arguments.
   *
   * @param weights one row a neuron, one number an input; at least one row
   * @param bias one number a neuron
   */
  public Layer(Activation activation, double[][] weights, double[] bias) {
    if (weights.length == 0 || weights[0].length == 0) {
      throw new IllegalArgumentException("a layer needs at least one neuron and one input");
    }
    if (bias.length != weights.length) {
      throw new IllegalArgumentException(
          "expected " + weights.length + " biases, got " + bias.length);
    }
    this.activation = activation;
    this.weights = new double[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i].length != weights[0].length) {
        throw new IllegalArgumentException("the rows of weights differ in length");
      }
      this.weights[i] = weights[i].clone();
    }
    this.bias = bias.clone();
  }

  public Activation activation() {
    return activation;
  }

  /** How many numbers go in. */
  public int inputs() {
    return weights[0].length;
  }

  /** How many neurons there are. */
  public int neurons() {
    return weights.length;
  }

  /** One row a neuron, a copy. */
  public double[][] weights() {
    double[][] copy = new double[weights.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = weights[i].clone();
    }
    return copy;
  }

  /** One number a neuron, a copy. */
  public double[] bias() {
    return bias.clone();
  }

  void forward(double[] inputs, double[] outputs) {
    for (int i = 0; i < weights.length; i++) {
      double[] row = weights[i];
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * inputs[j];
      }
      outputs[i] = activation.apply(sum + bias[i]);
    }
  }

  /** From the derivatives by this layer's outputs to those by its inputs. */
  void backward(double[] outputs, double[] byOutputs, double[] byInputs) {
    Arrays.fill(byInputs, 0, inputs(), 0);
    for (int i = 0; i < weights.length; i++) {
      double bySum = byOutputs[i] * activation.slope(outputs[i]);
      double[] row = weights[i];
      for (int j = 0; j < row.length; j++) {
        byInputs[j] += bySum * row[j];
      }
    }
  }

  /** The largest size that outputs can have where no input is larger than {@code input}. */
  double outputBound(double input) {
    if (activation == Activation.SIGMOID || activation == Activation.TANH) {
      // The sum itself must stay finite too: Inf − Inf is no number.
      return sumBound(input) < Double.POSITIVE_INFINITY ? 1 : Double.POSITIVE_INFINITY;
    }
    return sumBound(input);
  }

  private double sumBound(double input) {
    double largest = 0;
    for (int i = 0; i < weights.length; i++) {
      double sum = Math.abs(bias[i]);
      for (double weight : weights[i]) {
        sum += Math.abs(weight) * input;
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** The largest size of a derivative by an input, given that of one by an output. */
  double slopeBound(double byOutput) {
    double largest = 0;
    for (int j = 0; j < inputs(); j++) {
      double sum = 0;
      for (double[] row : weights) {
        sum += Math.abs(row[j]) * byOutput;
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}
