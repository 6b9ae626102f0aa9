package io.livegauge.job.scoring;

import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The models topic as a source: all that is retained, then what comes. */
public final class ModelSource {
  private static final byte[] NONE = {};

  private ModelSource() {}

  /** Reads one topic from its beginning; the offsets are in the job's state alone. */
  public static KafkaSource<ModelDocument> of(
      String bootstrapServers, String topic, String groupId, Properties properties) {
    return KafkaSource.<ModelDocument>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(topic)
        .setGroupId(groupId + "-models")
        .setClientIdPrefix(groupId + "-models")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new DocumentSchema())
        .setProperties(properties)
        .setProperty("commit.offsets.on.checkpoint", "false")
        .build();
  }

  /** Models have no event time: theirs is over from the start, so they hold nothing back. */
  public static WatermarkStrategy<ModelDocument> watermarks() {
    return WatermarkStrategy.forGenerator(context -> new AtTheEnd());
  }

  private static final class AtTheEnd implements WatermarkGenerator<ModelDocument>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public void onEvent(ModelDocument event, long timestamp, WatermarkOutput output) {
      // Said periodically.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }

  private static final class DocumentSchema
      implements KafkaRecordDeserializationSchema<ModelDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ModelDocument> out) {
      // The value of a deleted model is none; the reader says that it is no document.
      byte[] value = message.value();
      out.collect(new ModelDocument(value == null ? NONE : value, message.offset()));
    }

    @Override
    public TypeInformation<ModelDocument> getProducedType() {
      return ModelDocument.TYPE;
    }
  }
}
