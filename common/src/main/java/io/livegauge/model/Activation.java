package io.livegauge.model;

import java.util.Locale;

/**
 * Activation of a layer. {@link StrictMath} throughout, so that bytes agree across processors.
 *
 * <p>The derivative is given in terms of the activation's own output, so that a backward pass needs
 * nothing but the outputs of the forward pass.
 */
public enum Activation {
  SIGMOID {
    @Override
    public double apply(double sum) {
      return 1 / (1 + StrictMath.exp(-sum));
    }

    @Override
    public double slope(double output) {
      return output * (1 - output);
    }
  },
  TANH {
    @Override
    public double apply(double sum) {
      return StrictMath.tanh(sum);
    }

    @Override
    public double slope(double output) {
      return 1 - output * output;
    }
  },
  /** Its slope at 0 is taken as 0. */
  RELU {
    @Override
    public double apply(double sum) {
      return sum > 0 ? sum : 0;
    }

    @Override
    public double slope(double output) {
      return output > 0 ? 1 : 0;
    }
  },
  IDENTITY {
    @Override
    public double apply(double sum) {
      return sum;
    }

    @Override
    public double slope(double output) {
      return 1;
    }
  };

  /** The neuron's output for its weighted sum. */
  public abstract double apply(double sum);

  /** The derivative where the output is {@code output}. */
  public abstract double slope(double output);

  /** The value in the artifact. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The activation of that wire name, or null. */
  static Activation ofWireName(String name) {
    for (Activation activation : values()) {
      if (activation.wireName().equals(name)) {
        return activation;
      }
    }
    return null;
  }
}
