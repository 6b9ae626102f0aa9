package io.livegauge.benchmark.workload;

import io.livegauge.event.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics filled with the beginning of a workload. They carry the contract's names under a prefix
 * that says how many events there are; the records' timestamps are their event times, and they are
 * kept for good.
 */
public final class WorkloadTopics {
  /** What {@link #fill} wrote. */
  public record Filled(long events, long duplicates, long bytes) {}

  private static final long LEADER_SECONDS = 30;
  private static final long LEADER_POLL_MILLIS = 20;
  private static final int TELL_EVERY = 100_000;
  private static final String BATCH_BYTES = Integer.toString(256 * 1024);

  /** Times of events are of years ago: with any limit the broker would delete them at once. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "message.timestamp.type",
          "CreateTime",
          "retention.ms",
          "-1",
          "retention.bytes",
          "-1",
          // Event time is long ago.
          "message.timestamp.before.max.ms",
          Long.toString(Long.MAX_VALUE),
          "message.timestamp.after.max.ms",
          Long.toString(Long.MAX_VALUE),
          // By event time a segment would be full after every few records of a quiet topic.
          "segment.ms",
          Long.toString(Long.MAX_VALUE));

  private WorkloadTopics() {}

  /** What the names of the topics with that many events begin with, such as {@code n9000000.}. */
  public static String prefix(long events) {
    return "n" + events + ".";
  }

  /** The names of the input topics under a prefix, in the order of the contract. */
  public static List<String> inputs(String prefix) {
    return Arrays.stream(Topic.values())
        .filter(Topic::isInput)
        .map(topic -> topic.named(prefix))
        .toList();
  }

  /**
   * Creates topics that keep all their records; one that exists is left as it is.
   *
   * @throws IllegalStateException where the broker refuses or does not answer
   */
  public static void create(String bootstrap, List<String> names, int partitions) {
    List<NewTopic> topics =
        names.stream()
            .map(name -> new NewTopic(name, partitions, (short) 1).configs(SETTINGS))
            .toList();
    try (Admin admin = admin(bootstrap)) {
      for (var result : admin.createTopics(topics).values().entrySet()) {
        try {
          result.getValue().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw refused("did not create topic " + result.getKey(), bootstrap, e);
          }
        }
      }
      awaitLeaders(bootstrap, names);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Waits until the broker answers for every partition. It names a leader before that leader is
   * ready, and a producer with several requests under way may have its first batch refused and its
   * second taken: the first is out of order then until it expires.
   */
  private static void awaitLeaders(String bootstrap, List<String> names)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEADER_SECONDS);
    while (true) {
      try {
        ends(bootstrap, names);
        return;
      } catch (IllegalStateException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(LEADER_POLL_MILLIS);
      }
    }
  }

  /**
   * Deletes topics; one that does not exist is no error.
   *
   * @throws IllegalStateException where the broker refuses or does not answer
   */
  public static void delete(String bootstrap, List<String> names) {
    try (Admin admin = admin(bootstrap)) {
      for (var result : admin.deleteTopics(names).topicNameValues().entrySet()) {
        try {
          result.getValue().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw refused("did not delete topic " + result.getKey(), bootstrap, e);
          }
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * The topics whose names begin so.
   *
   * @throws IllegalStateException where the broker does not answer
   */
  public static List<String> named(String bootstrap, String prefix) {
    try (Admin admin = admin(bootstrap)) {
      return admin.listTopics().names().get().stream()
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      throw refused("does not tell its topics", bootstrap, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Where the partitions of topics end: the offset that the next record would get.
   *
   * @throws IllegalStateException where one does not exist or the broker does not answer
   */
  public static Map<TopicPartition, Long> ends(String bootstrap, List<String> names) {
    try (Admin admin = admin(bootstrap)) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          partition ->
                              asked.put(
                                  new TopicPartition(name, partition.partition()),
                                  OffsetSpec.latest())));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw refused("does not tell where topics end", bootstrap, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** How many records lie in topics that nothing was ever deleted from. */
  public static long records(String bootstrap, List<String> names) {
    return ends(bootstrap, names).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Creates the topics of a size and fills them.
   *
   * @param partitions of each topic
   * @param progress is told now and then how many events are written
   * @throws IllegalStateException where the broker does not take them
   */
  public static Filled fill(
      String bootstrap, Workload workload, long events, int partitions, LongConsumer progress) {
    return fill(bootstrap, prefix(events), workload, events, partitions, false, progress);
  }

  /**
   * The same under another prefix.
   *
   * @param spread whether the viewer decides about the partition, and not the room, as the key
   *     does: a room's events are in all partitions then
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
  public static Filled fill(
      String bootstrap,
      String prefix,
      Workload workload,
      long events,
      int partitions,
      boolean spread,
      LongConsumer progress) {
    create(bootstrap, inputs(prefix), partitions);
    Map<Topic, String> names = new HashMap<>();
    for (Topic topic : Topic.values()) {
      names.put(topic, topic.named(prefix));
    }
    WorkloadEvents source = workload.events();
    AtomicReference<Exception> failure = new AtomicReference<>();
    long bytes = 0;
    try (Producer<byte[], byte[]> producer = producer(bootstrap)) {
      for (long written = 0; written < events; written++) {
        source.next();
        byte[] value = source.value();
        bytes += value.length;
        producer.send(
            new ProducerRecord<>(
                names.get(source.topic()),
                spread ? (int) Math.floorMod(source.viewer(), (long) partitions) : null,
                source.eventTime(),
                source.key(),
                value),
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
        if (written % TELL_EVERY == 0) {
          progress.accept(written);
          if (failure.get() != null || Thread.currentThread().isInterrupted()) {
            break;
          }
        }
      }
      producer.flush();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "Kafka at " + bootstrap + " did not take the events: " + failure.get().getMessage(),
          failure.get());
    }
    progress.accept(events);
    return new Filled(events, source.duplicates(), bytes);
  }

  private static Producer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            "100",
            ProducerConfig.BATCH_SIZE_CONFIG,
            BATCH_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            Integer.toString(64 * 1024 * 1024)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  private static IllegalStateException refused(String what, String bootstrap, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new IllegalStateException(
        "Kafka at " + bootstrap + " " + what + ": " + cause.getMessage(), e);
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for Kafka", e);
  }
}
