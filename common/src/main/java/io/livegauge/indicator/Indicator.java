package io.livegauge.indicator;

/** The 14 indicators, in the order of every record and of the network's inputs. */
public enum Indicator {
  /** Viewing duration, seconds a viewer. */
  A11(Group.A1, false, Shrinkage.MEAN, '+'),
  /** Number of barrages. */
  A12(Group.A1, false, Shrinkage.NONE, '+'),
  /** Number of gifts. */
  A13(Group.A1, false, Shrinkage.NONE, '+'),
  /** Number of likes and shares. */
  A14(Group.A1, false, Shrinkage.NONE, '+'),
  /** Commodity display effect, 1 to 5. */
  A21(Group.A2, true, Shrinkage.MEAN, '+'),
  /** Host professional degree, 1 to 5. */
  A22(Group.A2, true, Shrinkage.MEAN, '+'),
  /** Interactive game effect, 1 to 5. */
  A23(Group.A2, true, Shrinkage.MEAN, '+'),
  /** Purchase conversion rate. */
  A31(Group.A3, false, Shrinkage.RATIO, '+'),
  /** Sales, minor units. */
  A32(Group.A3, false, Shrinkage.NONE, '+'),
  /** Click rate of goods. */
  A33(Group.A3, false, Shrinkage.RATIO, '+'),
  /** Comments and ratings, 1 to 5. */
  A41(Group.A4, true, Shrinkage.MEAN, '+'),
  /** Unsubscribe rate. */
  A42(Group.A4, true, Shrinkage.RATIO, '-'),
  /** User growth rate. */
  A43(Group.A4, true, Shrinkage.RATIO, '+'),
  /** Advertising CTR. */
  A51(Group.A5, false, Shrinkage.RATIO, '+');

  /** The five primary indicators. */
  public enum Group {
    A1,
    A2,
    A3,
    A4,
    A5
  }

  /** How a small sample is drawn to the reference: not at all, or with one of two weights. */
  public enum Shrinkage {
    NONE,
    /** Weight 20 by default. */
    RATIO,
    /** Viewing duration and the 1 to 5 scales: weight 5 by default. */
    MEAN
  }

  private final Group group;
  private final boolean scoredBySession;
  private final Shrinkage shrinkage;
  private final char direction;

  Indicator(Group group, boolean scoredBySession, Shrinkage shrinkage, char direction) {
    this.group = group;
    this.scoredBySession = scoredBySession;
    this.shrinkage = shrinkage;
    this.direction = direction;
  }

  /** The primary indicator it belongs to. */
  public Group group() {
    return group;
  }

  /** Whether the score uses the session's value rather than the window's. */
  public boolean isScoredBySession() {
    return scoredBySession;
  }

  /** How its value is shrunk. */
  public Shrinkage shrinkage() {
    return shrinkage;
  }

  /** '+' where more is better, '-' where less is. */
  public char direction() {
    return direction;
  }
}
