package io.livegauge.secret;

/** Properties of Kafka clients that cannot work; the message says why and shows no secret. */
public final class ClientPropertiesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ClientPropertiesException(String message) {
    super(message);
  }
}
