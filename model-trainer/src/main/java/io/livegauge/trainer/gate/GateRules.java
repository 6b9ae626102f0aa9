package io.livegauge.trainer.gate;

/**
 * What the gate asks for.
 *
 * @param resamples draws of the bootstrap, 1 to 1,000,000
 * @param confidence with which the improvement must be above 0, above 0.5, below 1
 * @param driftShare an indicator has drifted where, with that confidence, more than this share of
 *     its held-out values lie beyond the training bounds, 0 to 1
 * @param fewSessions below this number of held-out sessions the evidence is called weak
 * @param seed of the bootstrap
 */
public record GateRules(
    int resamples, double confidence, double driftShare, int fewSessions, long seed) {
  /** 2,000 draws, 95 %, 10 %, 10 sessions. */
  public static final GateRules DEFAULTS = new GateRules(2_000, 0.95, 0.10, 10, 1);

  /** Noise cannot be told from fewer. */
  static final int LEAST_SESSIONS = 2;

  /** Checks the rules. */
  public GateRules {
    require(resamples >= 1 && resamples <= 1_000_000, "resamples", resamples);
    require(confidence > 0.5 && confidence < 1, "confidence", confidence);
    require(driftShare >= 0 && driftShare <= 1, "driftShare", driftShare);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
