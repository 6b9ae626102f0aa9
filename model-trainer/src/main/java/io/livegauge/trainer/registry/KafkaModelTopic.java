package io.livegauge.trainer.registry;

import io.livegauge.event.Topic;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.topic.TopicPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic in a Kafka cluster: compacted, of one partition. */
public final class KafkaModelTopic implements ModelTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private final String topic;
  private final Map<String, String> properties;
  private final Duration patience;
  private boolean isNew;

  /**
   * A topic; nothing is connected yet.
   *
   * @param properties further ones of the clients, security for one
   * @param patience how long an answer is waited for
   */
  public KafkaModelTopic(
      String bootstrap, String topic, Map<String, String> properties, Duration patience) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.properties = Map.copyOf(properties);
    this.patience = patience;
  }

  @Override
  public String name() {
    return topic + " at " + bootstrap;
  }

  @Override
  public List<String> prepare() throws IOException {
    try (Admin admin = Admin.create(settings(Map.of()))) {
      TopicDescription description = describe(admin);
      if (description == null) {
        create(admin);
        return List.of();
      }
      List<String> notes = new ArrayList<>();
      if (description.partitions().size() != 1) {
        notes.add(
            "topic "
                + topic
                + " has "
                + description.partitions().size()
                + " partitions; one is enough, and keeps the order of versions");
      }
      String cleanup = cleanupPolicy(admin);
      if (!cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
          || cleanup.contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
        notes.add(
            "topic "
                + topic
                + " has cleanup.policy="
                + cleanup
                + ": models vanish from it with time; it should be compact");
      }
      return notes;
    } catch (KafkaException e) {
      throw failed("prepare", e);
    }
  }

  private TopicDescription describe(Admin admin) throws RegistryException {
    try {
      return answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw failed("look for", e.getCause());
    }
  }

  private void create(Admin admin) throws RegistryException {
    // Replication -1: the cluster's own default.
    NewTopic wanted =
        new NewTopic(topic, 1, (short) -1).configs(TopicPlan.of(Topic.MODELS).created());
    try {
      answer(admin.createTopics(List.of(wanted)).all());
      isNew = true;
    } catch (ExecutionException e) {
      // Another process may create it at this moment.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failed("create", e.getCause());
      }
    }
  }

  /** As far as this user may ask for it. */
  private String cleanupPolicy(Admin admin) throws RegistryException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return answer(admin.describeConfigs(List.of(resource)).values().get(resource))
          .get(TopicConfig.CLEANUP_POLICY_CONFIG)
          .value();
    } catch (ExecutionException e) {
      return TopicConfig.CLEANUP_POLICY_COMPACT;
    }
  }

  @Override
  public List<Model> models() throws IOException {
    if (isNew) {
      return List.of();
    }
    Map<String, Object> settings =
        settings(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    List<Model> models = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, patience).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + patience.toNanos();
      while (!isRead(consumer, ends)) {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (ModelReader.read(record.value()) instanceof ModelResult.Valid valid) {
            models.add(valid.model());
          }
        }
        if (!records.isEmpty()) {
          deadline = System.nanoTime() + patience.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw noAnswer(null);
        }
      }
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw noAnswer(e);
    } catch (KafkaException e) {
      throw failed("read", e);
    }
    return models;
  }

  private boolean isRead(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (consumer.position(end.getKey(), patience) < end.getValue()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void send(Model model) throws IOException {
    String millis = Long.toString(patience.toMillis());
    Map<String, Object> settings =
        settings(
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "true",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis,
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(2 * ModelReader.MAX_BYTES)));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = Long.toString(model.version()).getBytes(StandardCharsets.UTF_8);
      try {
        producer
            .send(new ProducerRecord<>(topic, key, model.bytes()))
            .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw failed("write to", e.getCause());
      } catch (TimeoutException e) {
        throw noAnswer(e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      } finally {
        producer.close(Duration.ZERO);
      }
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw noAnswer(e);
    } catch (KafkaException e) {
      throw failed("write to", e);
    }
  }

  /** What the user gave, under what this needs. */
  private Map<String, Object> settings(Map<String, String> own) {
    long millis = patience.toMillis();
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put("bootstrap.servers", bootstrap);
    settings.put("default.api.timeout.ms", Long.toString(millis));
    settings.put("request.timeout.ms", Long.toString(Math.max(1, millis / 2)));
    settings.putAll(own);
    return settings;
  }

  private <T> T answer(KafkaFuture<T> future) throws RegistryException, ExecutionException {
    try {
      return future.get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException timeout) {
        throw noAnswer(timeout);
      }
      throw e;
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RegistryException noAnswer(Throwable cause) {
    return new RegistryException(
        "no Kafka answers at " + bootstrap + " (waited " + patience.toSeconds() + " s)", cause);
  }

  private RegistryException failed(String what, Throwable cause) {
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return noAnswer(cause);
    }
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new RegistryException(
        "Kafka at " + bootstrap + ": cannot " + what + " topic " + topic + ": " + root.getMessage(),
        cause);
  }

  private static RegistryException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RegistryException("interrupted while waiting for Kafka", cause);
  }

  @Override
  public void close() {
    // Each step has connections of its own, and closes them.
  }
}
