package io.livegauge.trainer.weights;

/** A way to say how much a network leans on each indicator. */
public enum Method {
  /** By how much the squared error grows when an indicator's column is shuffled. */
  PERMUTATION("permutation", true),
  /** The mean size of an indicator's contribution, from the reference vector. */
  INTEGRATED_GRADIENTS("integratedGradients", true),
  /** The mean size of an indicator's exact Shapley value, from the reference vector. */
  SHAPLEY("shapley", true),
  /** Products of signed connection weights along all ways to the output, summed. */
  OLDEN("olden", false),
  /**
   * Shares of absolute connection weights. With one output the weights behind the hidden layer
   * cancel out, and the sign is lost: it never stands alone.
   */
  GARSON("garson", false);

  private final String key;
  private final boolean looksAtData;

  Method(String key, boolean looksAtData) {
    this.key = key;
    this.looksAtData = looksAtData;
  }

  /** The name in artifacts. */
  public String key() {
    return key;
  }

  /** Whether it looks at rows; the others are of the network alone. */
  public boolean looksAtData() {
    return looksAtData;
  }
}
