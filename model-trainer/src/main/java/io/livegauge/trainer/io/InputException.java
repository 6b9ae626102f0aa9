package io.livegauge.trainer.io;

/**
 * A file that cannot be used; the message names the file, the place and what was expected. It is
 * one line without control characters, whatever the file holds, since it goes to a terminal.
 */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(Console.printable(message));
  }

  public InputException(String message, Throwable cause) {
    super(Console.printable(message), cause);
  }
}
