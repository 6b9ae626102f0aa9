package io.livegauge.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Settlement;
import io.livegauge.job.indicator.MeasuredTypes;
import io.livegauge.job.scoring.ModelDocument;
import io.livegauge.job.scoring.ModelSource;
import io.livegauge.score.SettlementRows;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks and the models source on a MiniCluster, with explicit uids and without generic types. */
class StoreITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final long DAY = 86_400_000;
  private static final long FIRST_DAY = 19_675 * DAY; // 2023-11-14

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = RuntimeExecutionMode.class,
      names = {"BATCH", "STREAMING"})
  void shouldStoreRowsByDayForPlainAvro(RuntimeExecutionMode mode) throws Exception {
    StreamExecutionEnvironment env = environment(mode);
    DataStream<Settlement> rows = numbers(env, 3_000, new ToSettlement(), MeasuredTypes.SETTLEMENT);
    for (String name : List.of("windows", "settlements")) { // two sinks in one job
      rows.sinkTo(
              TrainingStore.sink(
                  directory.resolve(name).toUri().toString(),
                  () -> SettlementRows.INSTANCE,
                  settlement -> settlement.event().eventTime,
                  mode == RuntimeExecutionMode.BATCH ? 0 : 1_000))
          .uid("store-" + name)
          .name("store-" + name);
    }
    env.execute();

    for (String name : List.of("windows", "settlements")) {
      Map<String, List<Long>> days = read(directory.resolve(name));
      assertThat(days.keySet())
          .containsExactly("day=2023-11-14", "day=2023-11-15", "day=2023-11-16");
      assertThat(days.values().stream().flatMap(List::stream).sorted())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 3_000).boxed().toList());
      assertThat(days.get("day=2023-11-15")).allMatch(number -> number % 3 == 1);
    }
  }

  @Test
  void shouldJoinTheFilesOfManyCheckpoints() throws Exception {
    StreamExecutionEnvironment env = environment(RuntimeExecutionMode.STREAMING);
    env.enableCheckpointing(100);
    // Slow enough for some checkpoints: one row is a good kilobyte, and sources give way to
    // barriers.
    numbers(env, 200_000, new ToSettlement(), MeasuredTypes.SETTLEMENT)
        .sinkTo(
            TrainingStore.sink(
                directory.toUri().toString(),
                () -> SettlementRows.INSTANCE,
                settlement -> settlement.event().eventTime,
                1_000))
        .uid("store")
        .setParallelism(2);
    env.execute();

    Map<String, List<Long>> days = read(directory);
    assertThat(days.values().stream().mapToInt(List::size).sum()).isEqualTo(200_000);
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSize(3); // one a day, and nothing left over
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RuntimeExecutionMode.class,
      names = {"BATCH", "STREAMING"})
  void shouldWriteLinesThatTheLauncherSorts(RuntimeExecutionMode mode) throws Exception {
    Path target = directory.resolve("scores.jsonl");
    SortedLinesFile file = new SortedLinesFile(target);
    StreamExecutionEnvironment env = environment(mode);
    numbers(env, 2_000, new ToLine(), SortedLine.TYPE)
        .sinkTo(file.sink())
        .uid("scores")
        .setParallelism(1);
    env.execute();

    file.finish();
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(target));
    assertThat(Files.readAllLines(target))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 2_000).mapToObj(i -> "{\"n\":" + (2_001 - i) + "}").toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldWriteKeyedRecords(boolean exactlyOnce) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary().start()) {
      kafka.createTopics(1, "out.scores");
      StreamExecutionEnvironment env = environment(RuntimeExecutionMode.STREAMING);
      env.enableCheckpointing(500);
      numbers(env, 500, new Same(), Types.LONG)
          .sinkTo(sink(kafka, "out.scores", exactlyOnce))
          .uid("scores");
      env.execute();

      List<String> values = new ArrayList<>();
      Map<String, Object> settings = new HashMap<>();
      settings.put("bootstrap.servers", kafka.bootstrapServers());
      settings.put("isolation.level", "read_committed");
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        TopicPartition partition = new TopicPartition("out.scores", 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        // A committed transaction becomes visible when its markers are written, a moment later.
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (values.size() < 500 && System.nanoTime() < deadline) {
          for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
            String key = one.key() == null ? "none" : utf8(one.key());
            values.add(key + "=" + utf8(one.value()));
          }
        }
      }
      assertThat(values)
          .hasSize(500)
          .contains("none=10", "k7=7", "k499=499")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldReadModelsFromTheTopicWithTimeAtItsEnd() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary().start()) {
      kafka.createTopics(1, "in.models");
      StreamExecutionEnvironment writing = environment(RuntimeExecutionMode.STREAMING);
      writing.setParallelism(1); // one writer keeps the order
      numbers(writing, 3, new Same(), Types.LONG)
          .sinkTo(sink(kafka, "in.models", false))
          .uid("models");
      writing.execute();

      StreamExecutionEnvironment env = environment(RuntimeExecutionMode.STREAMING);
      DataStream<ModelDocument> models =
          env.fromSource(
                  ModelSource.of(kafka.bootstrapServers(), "in.models", "job", new Properties()),
                  ModelSource.watermarks(),
                  "models",
                  ModelDocument.TYPE)
              .uid("models")
              .setParallelism(1);
      List<ModelDocument> documents = new ArrayList<>();
      take(models, 3, documents);
      assertThat(documents.stream().map(d -> utf8(d.bytes()) + "@" + d.offset()))
          .containsExactlyInAnyOrder("1@0", "2@1", "3@2");

      kafka.createTopics(1, "in.none");
      List<Long> watermarks = new ArrayList<>();
      take(
          environment(RuntimeExecutionMode.STREAMING)
              .fromSource(
                  ModelSource.of(kafka.bootstrapServers(), "in.none", "job", new Properties()),
                  ModelSource.watermarks(),
                  "models",
                  ModelDocument.TYPE)
              .uid("models")
              .transform("watermarks", Types.LONG, new Watermarks())
              .uid("watermarks"),
          1,
          watermarks);
      assertThat(watermarks).containsExactly(Watermark.MAX_WATERMARK.getTimestamp());
    }
  }

  private static KafkaSink<Long> sink(EmbeddedKafka kafka, String topic, boolean exactlyOnce) {
    return TopicSink.of(
        kafka.bootstrapServers(),
        topic,
        exactlyOnce,
        TopicSink.PROMPT,
        "job",
        new Properties(),
        number -> number % 10 == 0 ? null : ("k" + number).getBytes(StandardCharsets.UTF_8),
        number -> String.valueOf(number).getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("try") // the iterator's close() may be interrupted
  private static <T> void take(DataStream<T> stream, int count, List<T> into) throws Exception {
    try (CloseableIterator<T> results = stream.executeAndCollect()) {
      while (into.size() < count && results.hasNext()) {
        into.add(results.next());
      }
    }
  }

  private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("pipeline.auto-generate-uids", "false");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setRuntimeMode(mode);
    env.setParallelism(2);
    return env;
  }

  private static <T> DataStream<T> numbers(
      StreamExecutionEnvironment env,
      long count,
      MapFunction<Long, T> map,
      TypeInformation<T> type) {
    return env.fromSource(
            new NumberSequenceSource(1, count),
            WatermarkStrategy.noWatermarks(),
            "numbers",
            Types.LONG)
        .uid("numbers")
        .map(map)
        .returns(type)
        .uid("map");
  }

  /** The numbers by directory, read by plain Avro; hidden files are what readers pass over. */
  private static Map<String, List<Long>> read(Path directory) throws IOException {
    Map<String, List<Long>> days = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path path : files) {
      assertThat(path.getFileName().toString()).endsWith(".avro");
      assertThat(path.getFileName().toString()).doesNotStartWith(".");
      File file = path.toFile();
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(file, new GenericDatumReader<>())) {
        assertThat(reader.getSchema()).isEqualTo(SettlementRows.INSTANCE.schema());
        for (GenericRecord row : reader) {
          days.computeIfAbsent(path.getParent().getFileName().toString(), day -> new ArrayList<>())
              .add(Long.valueOf(row.get("eventId").toString()));
        }
      }
    }
    return days;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Gives the watermarks on as elements. */
  static final class Watermarks extends AbstractStreamOperator<Long>
      implements OneInputStreamOperator<ModelDocument, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<ModelDocument> element) {
      // Watermarks alone are of interest.
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      output.collect(new StreamRecord<>(mark.getTimestamp()));
      super.processWatermark(mark);
    }
  }

  /** A settlement whose eventId is the number. */
  static final class ToSettlement implements MapFunction<Long, Settlement> {
    private static final long serialVersionUID = 1L;

    @Override
    public Settlement map(Long number) {
      Event event = new Event();
      event.type = EventType.RATING;
      event.eventId = number.toString();
      event.streamId = "s1";
      event.userHash = 1;
      event.eventTime = FIRST_DAY + number % 3 * DAY + number;
      event.stars = 5;
      return new Settlement(event, null);
    }
  }

  static final class Same implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(Long number) {
      return number;
    }
  }

  static final class ToLine implements MapFunction<Long, SortedLine> {
    private static final long serialVersionUID = 1L;

    @Override
    public SortedLine map(Long number) {
      byte[] line = ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
      return new SortedLine("s", -number, "", line);
    }
  }
}
