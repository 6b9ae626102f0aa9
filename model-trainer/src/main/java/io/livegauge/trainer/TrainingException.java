package io.livegauge.trainer;

/** Training cannot go on with these data; the message says why and what would help. */
public final class TrainingException extends Exception {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
