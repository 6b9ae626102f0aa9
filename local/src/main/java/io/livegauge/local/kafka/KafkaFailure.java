package io.livegauge.local.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Something that Kafka did not do; the message says what and why, and what can be done about it.
 */
public final class KafkaFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public KafkaFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Puts an error of a Kafka client into words.
   *
   * @param doing what was tried, after "to": {@code read live.scores (Read on the topic)}
   */
  static KafkaFailure of(String bootstrap, String doing, Throwable error) {
    Throwable cause = causeOf(error);
    String at = "Kafka at " + bootstrap;
    if (cause instanceof SslAuthenticationException) {
      return new KafkaFailure(
          at
              + " and this client do not agree on TLS: "
              + tell(cause.getCause() == null ? cause : cause.getCause())
              + "; look at the trust store that --kafka-config names",
          error);
    }
    if (cause instanceof AuthenticationException) {
      return new KafkaFailure(
          at + " refuses the login: " + cause.getMessage() + "; look at --kafka-config", error);
    }
    if (cause instanceof AuthorizationException) {
      return new KafkaFailure(at + " does not allow this user to " + doing, error);
    }
    if (cause instanceof TimeoutException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return new KafkaFailure(
          "No "
              + at
              + " answers (waited "
              + KafkaAccess.PATIENCE.toSeconds()
              + " s to "
              + doing
              + "); where it asks for TLS or a login, --kafka-config says how",
          error);
    }
    if (cause instanceof ConfigException) {
      return new KafkaFailure(
          "A client of "
              + at
              + " cannot be set up: "
              + cause.getMessage()
              + "; look at --bootstrap and --kafka-config",
          error);
    }
    return new KafkaFailure(at + " failed to " + doing + ": " + tell(cause), error);
  }

  /** What went wrong, without what merely passed it on. */
  static Throwable causeOf(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || isNothingButPlain(cause))) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Clients that cannot be made say so, and the reason is below. */
  private static boolean isNothingButPlain(Throwable error) {
    return error.getClass() == KafkaException.class;
  }

  private static String tell(Throwable error) {
    if (error instanceof RetriableException && error.getMessage() == null) {
      return error.getClass().getSimpleName();
    }
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
