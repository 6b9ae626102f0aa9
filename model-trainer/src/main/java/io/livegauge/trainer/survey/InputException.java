package io.livegauge.trainer.survey;

/** A file that cannot be used; the message names the file, the place and what was expected. */
final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
