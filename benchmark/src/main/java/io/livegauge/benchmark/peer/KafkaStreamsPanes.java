package io.livegauge.benchmark.peer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * The core in Kafka Streams as one writes it who needs speed: tumbling windows of 5 s, and a
 * processor that slides over them. {@link KafkaStreamsHopping} is the core as the manual shows it.
 */
public final class KafkaStreamsPanes extends KafkaStreamsCore {
  private static final String PANES = "panes";
  private static final String WINDOWS = "windows";

  @Override
  public String name() {
    return "kafka-streams-panes";
  }

  @Override
  public String describe() {
    return "The core in Kafka Streams: duplicates by a windowed store of 10 min, tumbling windows of"
        + " 5 s per stream that give final results, and a processor that slides over them; state in"
        + " RocksDB and changelog topics, committed every 10 s.";
  }

  @Override
  KStream<String, CoreRow> rows(
      StreamsBuilder builder, KStream<String, CoreEvent> distinct, int partitions) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(WINDOWS), Serdes.String(), CoreSerdes.WINDOW)
            .withCachingEnabled());
    // The records come with their stream as key, so nothing is partitioned again.
    return distinct
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeAndGrace(SLIDE, GRACE))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            StreamSums::new,
            (streamId, event, sums) -> sums.with(event),
            store(PANES, CoreSerdes.SUMS))
        .toStream()
        .process(SlideProcessor::new, PANES, WINDOWS);
  }

  /**
   * Slides each stream's window over its panes. Panes come in the order of their ends; so with the
   * first one of an end all windows before it are complete, also those of other streams.
   */
  private static final class SlideProcessor
      extends ContextualProcessor<Windowed<String>, StreamSums, String, CoreRow> {
    private TimestampedWindowStore<String, StreamSums> panes;
    private KeyValueStore<String, StreamWindow> windows;
    private long end;

    @Override
    public void init(ProcessorContext<String, CoreRow> context) {
      super.init(context);
      panes = context.getStateStore(PANES);
      windows = context.getStateStore(WINDOWS);
    }

    @Override
    public void process(Record<Windowed<String>, StreamSums> pane) {
      long paneEnd = pane.key().window().end();
      if (paneEnd > end) {
        slideTo(paneEnd);
        end = paneEnd;
      }
      String streamId = pane.key().key();
      StreamWindow window = windows.get(streamId);
      if (window == null) {
        window = new StreamWindow(paneEnd);
      }
      window.add(pane.value());
      windows.put(streamId, window);
    }

    /** Gives the rows of all windows that end before, and lets these windows end there. */
    private void slideTo(long newEnd) {
      List<KeyValue<String, StreamWindow>> open = new ArrayList<>();
      try (KeyValueIterator<String, StreamWindow> all = windows.all()) {
        all.forEachRemaining(open::add);
      }
      for (KeyValue<String, StreamWindow> entry : open) {
        StreamWindow window = entry.value;
        while (window.panes > 0 && window.end < newEnd) {
          context().forward(new Record<>(entry.key, window.row(entry.key), window.end - 1));
          window.end += CoreRow.SLIDE_MILLIS;
          ValueAndTimestamp<StreamSums> passed =
              panes.fetch(entry.key, window.end - CoreRow.WINDOW_MILLIS - CoreRow.SLIDE_MILLIS);
          if (passed != null) {
            window.remove(passed.value());
          }
        }
        windows.put(entry.key, window.panes > 0 ? window : null);
      }
    }
  }
}
