package io.livegauge.benchmark.variant;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What reading costs a job that is written the usual way, before it does anything. */
final class DecodeOnly implements Variant {
  private final FlinkCluster cluster = new FlinkCluster();

  @Override
  public String name() {
    return Variants.DECODE_ONLY;
  }

  @Override
  public String describe() {
    return "Flink's Kafka source, Jackson's databind into a POJO, and a sink that drops it: no"
        + " checks, no state, no output.";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    StreamExecutionEnvironment env = cluster.environment(run);
    KafkaSource<EventPojo> source =
        KafkaSource.<EventPojo>builder()
            .setBootstrapServers(run.bootstrap())
            .setGroupId(name())
            .setTopics(WorkloadTopics.inputs(run.inputPrefix()))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(new PojoSchema()))
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
        .sinkTo(new DiscardingSink<>());
    return cluster.execute(env, run);
  }

  private static final class PojoSchema implements DeserializationSchema<EventPojo> {
    private static final long serialVersionUID = 1L;

    private transient ObjectReader reader;

    @Override
    public void open(InitializationContext context) {
      reader = JsonMapper.builder().build().readerFor(EventPojo.class);
    }

    @Override
    public EventPojo deserialize(byte[] message) throws IOException {
      return reader.readValue(message);
    }

    @Override
    public boolean isEndOfStream(EventPojo nextElement) {
      return false;
    }

    @Override
    public TypeInformation<EventPojo> getProducedType() {
      return TypeInformation.of(EventPojo.class);
    }
  }
}
