package io.livegauge.benchmark.latency;

import io.livegauge.benchmark.workload.Workload;
import io.livegauge.benchmark.workload.WorkloadEvents;
import io.livegauge.event.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events at their scheduled instants. Their event time is the schedule's and not the time of
 * sending, so a sender that falls behind makes the measured latency longer and hides nothing.
 */
final class OpenLoad {
  /** A viewer acts this often on average, so the number of viewers follows the rate. */
  private static final int SECONDS_PER_ACT = 5;

  /** Whoever waits, waits this long at least: it saves waking up for each event. */
  private static final long LEAST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private static final int DIGITS = 2;

  private final LoadOrder order;
  private final Map<Topic, String> names = new EnumMap<>(Topic.class);
  private final AtomicReference<String> failure = new AtomicReference<>();

  OpenLoad(LoadOrder order) {
    this.order = order;
    for (Topic topic : Topic.values()) {
      names.put(topic, topic.named(order.prefix()));
    }
  }

  /** The events of a stage. */
  static Workload workload(LoadOrder order, int stage) {
    int rate = order.schedule().stages().get(stage).rate();
    return Workload.standard()
        // Other viewers' events than those of the stage before
        .withSeed(order.seed() + stage)
        .withPace(Math.max(order.rooms(), rate * SECONDS_PER_ACT), rate)
        .withRooms(order.rooms(), 1, 0)
        .withStart(order.schedule().beginMillis(stage));
  }

  /** Sends all of it and returns when the broker has it. */
  LoadOrder.Report run() {
    List<WorkloadEvents> events = new ArrayList<>();
    for (int stage = 0; stage < order.schedule().stages().size(); stage++) {
      events.add(workload(order, stage).events());
    }
    List<LoadOrder.Sent> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      names.values().forEach(producer::partitionsFor);
      long wallNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      long offset = System.nanoTime() - wallNanos;
      for (int stage = 0; stage < events.size(); stage++) {
        long begin = TimeUnit.MILLISECONDS.toNanos(order.schedule().beginMillis(stage)) + offset;
        sent.add(send(order.schedule().stages().get(stage), begin, events.get(stage), producer));
      }
      producer.flush();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e.getMessage());
    }
    return new LoadOrder.Report(sent, failure.get());
  }

  private LoadOrder.Sent send(
      Stage stage, long beginNanos, WorkloadEvents events, Producer<byte[], byte[]> producer) {
    Histogram late = new Histogram(DIGITS);
    // The producer's own thread writes to it.
    AtomicHistogram acknowledged = new AtomicHistogram(TimeUnit.HOURS.toMicros(1), DIGITS);
    long sent = 0;
    for (long i = 0; i < stage.events() && failure.get() == null; i++) {
      events.next();
      if (order.quiet().contains(events.topic())) {
        continue;
      }
      long due = beginNanos + stage.nanosOf(i);
      late.recordValue(TimeUnit.NANOSECONDS.toMicros(await(due) - due));
      var unused =
          producer.send(
              new ProducerRecord<>(names.get(events.topic()), events.key(), events.value()),
              (metadata, error) -> {
                if (error == null) {
                  acknowledged.recordValue(
                      Math.min(
                          TimeUnit.HOURS.toMicros(1),
                          TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
                } else {
                  failure.compareAndSet(null, error.getMessage());
                }
              });
      sent++;
    }
    return new LoadOrder.Sent(
        sent,
        late.getValueAtPercentile(99),
        late.getMaxValue(),
        acknowledged.getValueAtPercentile(99));
  }

  /** Waits until an event is due, and says what the clock shows then. */
  private static long await(long due) {
    long now = System.nanoTime();
    while (now < due) {
      LockSupport.parkNanos(Math.max(LEAST_WAIT_NANOS, due - now));
      now = System.nanoTime();
    }
    return now;
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            order.bootstrap(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            Integer.toString(order.lingerMillis()),
            ProducerConfig.BATCH_SIZE_CONFIG,
            "65536",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            "67108864"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
