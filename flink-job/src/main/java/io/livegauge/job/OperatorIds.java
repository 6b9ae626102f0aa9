package io.livegauge.job;

/**
 * The uids of all operators: what a savepoint knows them by. They are never changed; one that is
 * not used any more is never given to another operator.
 */
public final class OperatorIds {
  public static final String EVENTS = "events";
  public static final String MODELS = "models";
  public static final String ROUTE = "route";
  public static final String CLEAN = "clean";
  public static final String INDICATE = "indicate";
  public static final String SCORE = "score";
  public static final String SCORE_SINK = "score-sink";
  public static final String SCORE_LINES = "score-lines";
  public static final String SESSION_LINES = "session-lines";
  public static final String SESSION_SINK = "session-sink";
  public static final String QUARANTINE_RECORDS = "quarantine-records";
  public static final String QUARANTINE_SINK = "quarantine-sink";
  public static final String SETTLEMENT_RECORDS = "settlement-records";
  public static final String SETTLEMENT_SINK = "settlement-sink";
  public static final String WINDOW_STORE = "window-store";
  public static final String SETTLEMENT_STORE = "settlement-store";
  public static final String ALERT_READINGS = "alert-readings";
  public static final String ALERT = "alert";
  public static final String ALERT_LINES = "alert-lines";
  public static final String ALERT_SINK = "alert-sink";

  private OperatorIds() {}
}
