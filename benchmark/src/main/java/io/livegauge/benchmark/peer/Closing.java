package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Ends an input for Kafka Streams, whose time goes on with records alone, so that the last windows
 * would never close. One more input topic has in each partition a stream of its own, with an event
 * for every slide after the last event until all windows are over. Kafka Streams takes what lies on
 * the broker in the order of time, so these events come last.
 */
final class Closing {
  private static final String STREAM = "closing-";

  /** A window, and what both stages need to close it: graces and a slide each. */
  private static final long SLIDES =
      (CoreRow.WINDOW_MILLIS + 4 * CoreRow.OUT_OF_ORDERNESS_MILLIS) / CoreRow.SLIDE_MILLIS + 4;

  private final String topic;
  private final long lastWindowEnd;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed;

  private Closing(String topic, int partitions, long lastWindowEnd) {
    this.topic = topic;
    this.lastWindowEnd = lastWindowEnd;
    this.closed = new CountDownLatch(partitions);
  }

  /**
   * Fills the topic of a run.
   *
   * @param lastEventTime of the input, epoch ms
   * @throws ExecutionException where the broker does not take an event
   */
  static Closing create(Run run, int partitions, long lastEventTime)
      throws ExecutionException, InterruptedException {
    String topic = run.outputPrefix() + "closing";
    long firstTime = CoreRow.sliceEnd(lastEventTime);
    Closing closing = new Closing(topic, partitions, firstTime + CoreRow.WINDOW_MILLIS);
    WorkloadTopics.create(run.bootstrap(), List.of(topic), partitions);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < partitions; partition++) {
        String streamId = streamOf(partition, partitions);
        closing.open.add(streamId);
        for (long slide = 0; slide < SLIDES; slide++) {
          String event =
              String.format(
                  "{\"eventId\":\"%d\",\"type\":\"heartbeat\",\"streamId\":\"%s\",\"eventTime\":%d}",
                  slide, streamId, firstTime + slide * CoreRow.SLIDE_MILLIS);
          sent.add(
              producer.send(new ProducerRecord<>(topic, partition, bytes(streamId), bytes(event))));
        }
      }
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    return closing;
  }

  /** The topic, an input of the run. */
  String topic() {
    return topic;
  }

  /**
   * Takes note of a result.
   *
   * @return whether it is one of the closing streams, so none to publish
   */
  boolean takes(String streamId, long windowEnd) {
    if (!streamId.startsWith(STREAM)) {
      return false;
    }
    if (windowEnd >= lastWindowEnd && open.remove(streamId)) {
      closed.countDown();
    }
    return true;
  }

  /**
   * Waits until all windows have closed.
   *
   * @param runs whether there is still somebody to close them
   * @throws IllegalStateException where there is not
   */
  void await(BooleanSupplier runs) throws InterruptedException {
    while (!closed.await(20, TimeUnit.MILLISECONDS)) {
      if (!runs.getAsBoolean()) {
        throw new IllegalStateException("Kafka Streams stopped before all windows had closed");
      }
    }
  }

  /** The partition of a stream's records: Kafka's own, by the key. */
  static int partition(String streamId, int partitions) {
    return Utils.toPositive(Utils.murmur2(bytes(streamId))) % partitions;
  }

  private static String streamOf(int partition, int partitions) {
    for (int i = 0; ; i++) {
      if (partition(STREAM + i, partitions) == partition) {
        return STREAM + i;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
