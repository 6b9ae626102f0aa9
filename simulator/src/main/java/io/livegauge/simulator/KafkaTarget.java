package io.livegauge.simulator;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes a run to Kafka as it happens: each record at the moment when it reaches Kafka in the run,
 * keyed by its stream. With a run that starts now, event times are those of the wall clock.
 *
 * <p>One use: {@link #write}, and {@link #stop} and the counts from any thread meanwhile.
 */
public final class KafkaTarget implements AutoCloseable {
  private final RecordProducer producer;
  private final Pacer pacer;

  /**
   * @param bootstrap addresses of the cluster
   * @param prefix the topics' common prefix
   * @throws IllegalStateException as {@link RecordProducer#RecordProducer}
   */
  public KafkaTarget(String bootstrap, String prefix) {
    this(bootstrap, prefix, Map.of());
  }

  /** The same with further settings of the Kafka clients, security for one. */
  public KafkaTarget(String bootstrap, String prefix, Map<String, String> clientProperties) {
    this(new RecordProducer(bootstrap, prefix, clientProperties), System::currentTimeMillis);
  }

  /** The same by another clock of epoch milliseconds. */
  public KafkaTarget(String bootstrap, String prefix, LongSupplier clock) {
    this(new RecordProducer(bootstrap, prefix, Map.of()), clock);
  }

  private KafkaTarget(RecordProducer producer, LongSupplier clock) {
    this.producer = producer;
    this.pacer = new Pacer(clock);
  }

  /**
   * Writes until the run is over or {@link #stop()} is called, and until Kafka has acknowledged
   * what was written.
   *
   * @param observer is told each record as it is handed over, e.g. {@link TruthWriter#add}
   * @return records acknowledged
   * @throws IllegalStateException where Kafka does not take a record; the message says which topic
   */
  public long write(Simulation simulation, Consumer<SimulatedRecord> observer) {
    while (!pacer.isStopped() && simulation.hasNext()) {
      SimulatedRecord record = simulation.next();
      if (!pacer.await(record.emitTime())) {
        break;
      }
      producer.send(record.topic(), record.key(), record.value());
      observer.accept(record);
    }
    producer.flush();
    if (producer.refused() > 0) {
      throw new IllegalStateException(producer.firstRefusal());
    }
    return producer.acknowledged();
  }

  /** Ends the writing at once; from any thread. */
  public void stop() {
    pacer.stop();
  }

  /** Records handed over up to now. */
  public long sent() {
    return producer.sent();
  }

  /** Records that are in Kafka for certain. */
  public long acknowledged() {
    return producer.acknowledged();
  }

  /** How late a record was handed over at most; large figures mean that the machine is too slow. */
  public long largestLagMillis() {
    return pacer.largestLagMillis();
  }

  @Override
  public void close() {
    stop();
    producer.close();
  }
}
