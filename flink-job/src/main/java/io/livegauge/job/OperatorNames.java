package io.livegauge.job;

/**
 * The names of the operators that have metrics of ours: how Flink's page and the label {@code
 * operator_name} of a metric show them. Unlike the uids they mean nothing to a savepoint.
 */
public final class OperatorNames {
  public static final String ROUTE = "route to user buckets";
  public static final String CLEAN = "clean and slice";
  public static final String INDICATE = "merge and indicate";
  public static final String SCORE = "score";
  public static final String ALERT = "alert";

  private OperatorNames() {}
}
