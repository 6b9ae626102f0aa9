package io.livegauge.benchmark.peer;

import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What the peers in Flink's DataStream API begin and end with, and the settings of all in Flink.
 */
final class CoreStreams {
  /** How long ids are remembered. */
  static final Duration DUPLICATES = Duration.ofMinutes(10);

  private static final Duration OUT_OF_ORDERNESS =
      Duration.ofMillis(CoreRow.OUT_OF_ORDERNESS_MILLIS);

  private CoreStreams() {}

  /** The settings of {@link #engine}, and no type that Flink knows no format of. */
  static Configuration settings(String backend) {
    Configuration settings = engine(backend);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    return settings;
  }

  /**
   * With state in that backend, timers on the heap, and without copies between chained operators.
   */
  static Configuration engine(String backend) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    // They fit on the heap, and in RocksDB each costs as much as state.
    settings.set(RocksDBOptions.TIMER_SERVICE_FACTORY, PriorityQueueStateType.HEAP);
    // Nearly every id is looked up in vain.
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    return settings;
  }

  /** The input of a run, decoded by databind. */
  static DataStream<CoreEvent> events(StreamExecutionEnvironment env, Run run, String group) {
    KafkaSource<CoreEvent> source =
        KafkaSource.<CoreEvent>builder()
            .setBootstrapServers(run.bootstrap())
            .setGroupId(group)
            .setTopics(WorkloadTopics.inputs(run.inputPrefix()))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setValueOnlyDeserializer(new EventSchema())
            .build();
    WatermarkStrategy<CoreEvent> watermarks =
        WatermarkStrategy.<CoreEvent>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
            .withTimestampAssigner((event, kafkaTime) -> event.instant());
    return env.fromSource(source, watermarks, "events");
  }

  /** Publishes rows as JSON. */
  static KafkaSink<CoreRow> sink(Run run, String topic) {
    return KafkaSink.<CoreRow>builder()
        .setBootstrapServers(run.bootstrap())
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "5")
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<CoreRow>builder()
                .setTopic(topic)
                .setKeySerializationSchema(new KeySchema())
                .setValueSerializationSchema(new RowSchema())
                .build())
        .build();
  }

  private static final class EventSchema extends AbstractDeserializationSchema<CoreEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public CoreEvent deserialize(byte[] message) throws IOException {
      return CoreEvent.decode(message);
    }
  }

  private static final class KeySchema implements SerializationSchema<CoreRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(CoreRow row) {
      return row.streamId().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class RowSchema implements SerializationSchema<CoreRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(CoreRow row) {
      return row.toJson();
    }
  }
}
