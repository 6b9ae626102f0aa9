package io.livegauge.job.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Looks before the start whether the topics are there: without it a missing topic shows as a job
 * that restarts for ever.
 */
public final class TopicCheck {
  private static final long ANSWER_SECONDS = 20;
  private static final long APPEAR_SECONDS = 3;
  private static final String TIMESTAMPS = "message.timestamp.type";

  private static final String DOES_NOT_ANSWER =
      "does not answer within "
          + ANSWER_SECONDS
          + " s; where it asks for TLS or a login, --kafka-config says how";

  private TopicCheck() {}

  /**
   * Makes sure that topics exist.
   *
   * @param clientProperties more settings for the client, security for one
   * @return what is allowed but unwise, a sentence each: input topics whose timestamps are set by
   *     the producers' clocks
   * @throws IllegalStateException where topics are missing, all of them named, or where the broker
   *     does not answer
   */
  public static List<String> require(
      String bootstrapServers,
      Map<String, String> clientProperties,
      Collection<String> inputTopics,
      Collection<String> otherTopics) {
    Properties properties = new Properties();
    // Closing the client waits for what it still tries: not longer than the answer is waited for.
    String timeoutMillis = String.valueOf(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
    properties.setProperty("request.timeout.ms", timeoutMillis);
    properties.setProperty("default.api.timeout.ms", timeoutMillis);
    properties.putAll(clientProperties);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      Set<String> wanted = new TreeSet<>(inputTopics);
      wanted.addAll(otherTopics);
      Set<String> missing = missing(admin, wanted);
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "These topics do not exist at "
                + bootstrapServers
                + ": "
                + String.join(", ", missing)
                + ". Create them first (inputs with "
                + TIMESTAMPS
                + "=LogAppendTime), let this user see them (Describe), or give another prefix");
      }
      return warnings(admin, inputTopics);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka at " + bootstrapServers + " " + DOES_NOT_ANSWER, e);
    } catch (ExecutionException | KafkaException e) {
      throw new IllegalStateException(
          "Kafka at " + bootstrapServers + " " + tell(causeOf(e), e instanceof ExecutionException),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka for its topics", e);
    }
  }

  /** What went wrong, without what merely passed it on. */
  private static Throwable causeOf(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause.getClass() == KafkaException.class)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String tell(Throwable cause, boolean isAsked) {
    if (cause instanceof SslAuthenticationException) {
      Throwable reason = cause.getCause() == null ? cause : cause.getCause();
      return "and this client do not agree on TLS: "
          + reason.getMessage()
          + "; look at the trust store that --kafka-config names";
    }
    if (cause instanceof AuthenticationException) {
      return "refuses the login: " + cause.getMessage() + "; look at --kafka-config";
    }
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return DOES_NOT_ANSWER;
    }
    return (isAsked ? "does not answer: " : "cannot be asked, no client can be made: ")
        + cause.getMessage();
  }

  /** Brokers learn of new topics a moment after they are made, so what is missing may come yet. */
  private static Set<String> missing(Admin admin, Set<String> wanted)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(APPEAR_SECONDS);
    while (true) {
      Set<String> missing = new TreeSet<>(wanted);
      missing.removeAll(admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS));
      if (missing.isEmpty() || System.nanoTime() - deadline > 0) {
        return missing;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static List<String> warnings(Admin admin, Collection<String> inputTopics)
      throws InterruptedException {
    List<ConfigResource> resources =
        inputTopics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    List<String> warnings = new ArrayList<>();
    try {
      for (Map.Entry<ConfigResource, Config> topic :
          admin.describeConfigs(resources).all().get(ANSWER_SECONDS, TimeUnit.SECONDS).entrySet()) {
        String type = topic.getValue().get(TIMESTAMPS).value();
        if (!"LogAppendTime".equals(type)) {
          warnings.add(
              "Topic "
                  + topic.getKey().name()
                  + " has "
                  + TIMESTAMPS
                  + "="
                  + type
                  + ": its producers' clocks decide what is in the future and how late a quiet"
                  + " partition is; LogAppendTime is advised");
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      warnings.add("The topics' settings cannot be read (" + e.getMessage() + ")");
    }
    warnings.sort(null);
    return warnings;
  }
}
