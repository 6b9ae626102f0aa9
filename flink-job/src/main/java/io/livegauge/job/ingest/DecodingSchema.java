package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes inside the source: exactly one {@link Decoded} for every record. An event is good until
 * the next record is decoded; all stages up to the shuffle are done with it then.
 */
final class DecodingSchema implements KafkaRecordDeserializationSchema<Decoded> {
  private static final long serialVersionUID = 1L;

  private final String topicPrefix;
  private final DecoderFactory decoders;

  private transient RecordDecoding decoding;

  DecodingSchema(String topicPrefix, DecoderFactory decoders) {
    this.topicPrefix = topicPrefix;
    this.decoders = decoders;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoding = new RecordDecoding(topicPrefix, decoders.create().reusing());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Decoded> out) {
    out.collect(decoding.decode(message));
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return RoadTypes.DECODED;
  }

  /** Decoding of whole Kafka records, for one thread. */
  static final class RecordDecoding {
    private final Map<String, Topic> topics = new HashMap<>();
    private final EventDecoder decoder;

    RecordDecoding(String topicPrefix, EventDecoder decoder) {
      for (Topic topic : Topic.values()) {
        topics.put(topic.named(topicPrefix), topic);
      }
      this.decoder = decoder;
    }

    Decoded decode(ConsumerRecord<byte[], byte[]> message) {
      return decoder.fromKafka(
          message.value(),
          topics.get(message.topic()),
          message.partition(),
          message.offset(),
          message.timestamp());
    }
  }
}
