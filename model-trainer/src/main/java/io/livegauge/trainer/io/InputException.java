package io.livegauge.trainer.io;

/** A file that cannot be used; the message names the file, the place and what was expected. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
