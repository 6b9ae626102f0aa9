package io.livegauge.trainer.weights;

/** A way to say how much a network leans on each indicator. */
public enum Method {
  /** By how much the squared error grows when an indicator's column is shuffled. */
  PERMUTATION("permutation", "permutation", true),
  /** The mean size of an indicator's contribution, from the reference vector. */
  INTEGRATED_GRADIENTS("integratedGradients", "int. grad.", true),
  /** The mean size of an indicator's exact Shapley value, from the reference vector. */
  SHAPLEY("shapley", "Shapley", true),
  /** Products of signed connection weights along all ways to the output, summed. */
  OLDEN("olden", "Olden", false),
  /**
   * Shares of absolute connection weights. With one output the weights behind the hidden layer
   * cancel out, and the sign is lost: it never stands alone.
   */
  GARSON("garson", "Garson", false);

  private final String key;
  private final String label;
  private final boolean looksAtData;

  Method(String key, String label, boolean looksAtData) {
    this.key = key;
    this.label = label;
    this.looksAtData = looksAtData;
  }

  /** The name in artifacts. */
  public String key() {
    return key;
  }

  /** The name in tables. */
  public String label() {
    return label;
  }

  /** The name in tables of what artifacts call that; the same again where it is none of these. */
  public static String label(String key) {
    for (Method method : values()) {
      if (method.key.equals(key)) {
        return method.label;
      }
    }
    return key;
  }

  /** Whether it looks at rows; the others are of the network alone. */
  public boolean looksAtData() {
    return looksAtData;
  }
}
