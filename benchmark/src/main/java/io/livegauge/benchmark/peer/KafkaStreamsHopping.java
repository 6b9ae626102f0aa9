package io.livegauge.benchmark.peer;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The core in Kafka Streams with the windows of its DSL, as its manual shows them: each event goes
 * into all 60 hopping windows that it lies in. {@link KafkaStreamsPanes} is the core written for
 * speed.
 *
 * <p>Every user has small windows of their own, and the users' sums are added where these close:
 * one accumulator per stream would be read and written whole for each event and each of its
 * windows.
 */
public final class KafkaStreamsHopping extends KafkaStreamsCore {
  @Override
  public String name() {
    return "kafka-streams";
  }

  @Override
  public String describe() {
    return "The core in Kafka Streams: duplicates by a windowed store of 10 min, hopping windows of"
        + " 300 s by 5 s per user that give final results, and windows that add the users of a"
        + " stream; state in RocksDB and changelog topics, committed every 10 s.";
  }

  @Override
  KStream<String, CoreRow> rows(
      StreamsBuilder builder, KStream<String, CoreEvent> distinct, int partitions) {
    return distinct
        .map((streamId, event) -> KeyValue.pair(viewer(event), sums(event)))
        .repartition(
            Repartitioned.with(Serdes.String(), CoreSerdes.USER)
                .withName("viewers")
                .withNumberOfPartitions(partitions)
                // A stream's users stay together.
                .withStreamPartitioner(
                    (topic, viewer, event, count) ->
                        Optional.of(Set.of(Closing.partition(streamOf(viewer), count)))))
        .groupByKey(Grouped.with(Serdes.String(), CoreSerdes.USER))
        .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE).advanceBy(SLIDE))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            CoreSums::new,
            (viewer, event, sums) -> sums.join(event),
            store("viewer-windows", CoreSerdes.USER))
        .toStream()
        .process(WindowOfStream::new)
        .repartition(
            Repartitioned.with(Serdes.String(), CoreSerdes.USER)
                .withName("streams")
                .withNumberOfPartitions(partitions))
        .groupByKey(Grouped.with(Serdes.String(), CoreSerdes.USER))
        .windowedBy(TimeWindows.ofSizeAndGrace(SLIDE, GRACE))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            CoreSums::new,
            (streamId, user, sums) -> sums.add(user),
            store("stream-windows", CoreSerdes.USER))
        .toStream()
        .map(
            (window, sums) ->
                KeyValue.pair(window.key(), sums.row(window.key(), window.window().end())));
  }

  private static CoreSums sums(CoreEvent event) {
    CoreSums sums = new CoreSums();
    sums.add(event);
    return sums;
  }

  /** Gives a user's sums to the stream, at the last instant of their window. */
  private static final class WindowOfStream
      extends ContextualProcessor<Windowed<String>, CoreSums, String, CoreSums> {
    @Override
    public void process(Record<Windowed<String>, CoreSums> user) {
      context()
          .forward(
              user.withKey(streamOf(user.key().key()))
                  .withTimestamp(user.key().window().end() - 1));
    }
  }
}
