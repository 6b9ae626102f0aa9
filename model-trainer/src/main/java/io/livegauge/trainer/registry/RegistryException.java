package io.livegauge.trainer.registry;

import java.io.IOException;

/** What a registry cannot do; the message says why, and what helps where that is known. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  public RegistryException(String message) {
    super(message);
  }

  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
