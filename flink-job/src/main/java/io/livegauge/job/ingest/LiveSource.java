package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.secret.ClientProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All input topics as one source of decoded records. Kafka's connector does the reading, its state
 * is the source's state; around it, every reader keeps event time per partition by itself ({@link
 * PartitionClock}), so the job gives it {@code WatermarkStrategy.noWatermarks()}.
 *
 * <p>The watermark is the smallest of the partitions' times less the bound, less 1 ms: a slice with
 * end E may close at a watermark of E − 1. Records carry their event time as timestamp, rejected
 * ones their Kafka timestamp.
 *
 * <p>The clocks of the broker and of the machines that read are taken to agree within a fraction of
 * the bound.
 */
public final class LiveSource
    implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Decoded> {
  private static final long serialVersionUID = 1L;

  private final LiveSettings settings;
  private final DecoderFactory decoders;
  private final WallClock clock;
  private final KafkaSource<Decoded> kafka;

  /** A source that goes by the machine's clock. */
  public LiveSource(LiveSettings settings, DecoderFactory decoders) {
    this(settings, decoders, WallClock.SYSTEM);
  }

  /** A source that goes by another clock. */
  public LiveSource(LiveSettings settings, DecoderFactory decoders, WallClock clock) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.decoders = Objects.requireNonNull(decoders, "decoders");
    this.clock = Objects.requireNonNull(clock, "clock");
    Properties properties = settings.properties();
    properties.setProperty(
        "partition.discovery.interval.ms",
        String.valueOf(settings.bounded() ? -1 : settings.discovery().toMillis()));
    properties.setProperty("key.deserializer", UnreadKeys.class.getName());
    KafkaSourceBuilder<Decoded> builder =
        KafkaSource.<Decoded>builder()
            .setProperties(properties)
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.groupId())
            .setClientIdPrefix(settings.clientId())
            .setTopics(settings.inputTopics())
            .setStartingOffsets(new ResolvedOffsets(settings.startAt()))
            .setDeserializer(new DecodingSchema(settings.topicPrefix(), decoders));
    if (settings.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    this.kafka = builder.build();
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    // A client would log in with the text of a reference that leads nowhere.
    ClientProperties.requireReferences(settings.clientProperties());
    return new LiveReader(
        kafka.createReader(context), settings, decoders, clock, context.getIndexOfSubtask());
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new LiveEnumerator(context, kafka::createEnumerator);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) {
    return new LiveEnumerator(
        context,
        wrapped -> {
          try {
            return kafka.restoreEnumerator(wrapped, checkpoint);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return RoadTypes.DECODED;
  }
}
