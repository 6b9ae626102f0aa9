package io.livegauge.dashboard.access;

/** Rules of access that cannot be used; the message says what is wrong and what is allowed. */
public final class InvalidAccessException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidAccessException(String message) {
    super(message);
  }

  public InvalidAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
