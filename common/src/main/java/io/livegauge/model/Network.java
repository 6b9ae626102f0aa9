package io.livegauge.model;

import java.util.List;

/**
 * A feed-forward network with one output, in plain doubles: a = activation(W·x + b), layer by
 * layer. Immutable and thread-safe; the sums run in the order of the weights, so results are the
 * same everywhere.
 */
public final class Network {
  private final List<Layer> layers;
  private final int widest;

  /** Layers that fit each other, the last of one neuron. */
  public Network(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    if (this.layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    int width = inputs();
    for (int i = 0; i < this.layers.size(); i++) {
      Layer layer = this.layers.get(i);
      if (i > 0 && layer.inputs() != this.layers.get(i - 1).neurons()) {
        throw new IllegalArgumentException(
            "layer " + i + " takes " + layer.inputs() + " inputs and gets another number");
      }
      width = Math.max(width, layer.neurons());
    }
    if (this.layers.get(this.layers.size() - 1).neurons() != 1) {
      throw new IllegalArgumentException("the last layer needs exactly one neuron");
    }
    this.widest = width;
  }

  /** How many numbers go in. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** From the inputs' side to the output's. */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The network's output, neither scaled nor clipped.
   *
   * @param inputs {@link #inputs()} numbers
   */
  public double output(double[] inputs) {
    double[] from = inputs;
    double[] to = new double[widest];
    double[] spare = layers.size() > 1 ? new double[widest] : to;
    for (Layer layer : layers) {
      layer.forward(from, to);
      from = to;
      to = spare;
      spare = from;
    }
    return from[0];
  }

  /** The derivatives of {@link #output} by each input, a new array. */
  public double[] gradient(double[] inputs) {
    double[] gradient = new double[inputs()];
    new Pass().addGradient(inputs, gradient);
    return gradient;
  }

  /** Whether outputs and derivatives stay below {@code limit} for inputs from 0 to 1. */
  boolean isBounded(double limit) {
    double value = 1;
    for (Layer layer : layers) {
      value = layer.outputBound(value);
      if (!(value <= limit)) {
        return false;
      }
    }
    double slope = 1;
    for (int i = layers.size() - 1; i >= 0; i--) {
      slope = layers.get(i).slopeBound(slope);
      if (!(slope <= limit)) {
        return false;
      }
    }
    return true;
  }

  /** Room for passes forth and back over this network, to be used by one thread. */
  final class Pass {
    private final double[][] outputs = new double[layers.size()][];
    private double[] byOutputs = new double[widest];
    private double[] byInputs = new double[widest];

    Pass() {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new double[layers.get(i).neurons()];
      }
    }

    /** Adds the derivatives at {@code inputs} to {@code gradient}. */
    void addGradient(double[] inputs, double[] gradient) {
      double[] from = inputs;
      for (int i = 0; i < outputs.length; i++) {
        layers.get(i).forward(from, outputs[i]);
        from = outputs[i];
      }
      byOutputs[0] = 1;
      for (int i = outputs.length - 1; i >= 0; i--) {
        layers.get(i).backward(outputs[i], byOutputs, byInputs);
        double[] done = byOutputs;
        byOutputs = byInputs;
        byInputs = done;
      }
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += byOutputs[j];
      }
    }
  }
}
