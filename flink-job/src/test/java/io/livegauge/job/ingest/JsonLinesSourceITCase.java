package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.UserHasher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in, on a MiniCluster. */
class JsonLinesSourceITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final DecoderFactory DECODERS =
      () -> new EventDecoder(new UserHasher(new byte[16]), 300_000);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = RuntimeExecutionMode.class,
      names = {"BATCH", "STREAMING"})
  void shouldReadDirectoriesPackedFilesAndBadLines(RuntimeExecutionMode mode) throws Exception {
    Path plain = directory.resolve("a.jsonl");
    Files.writeString(plain, "\n" + like("e1") + "\n  \r\n" + like("e2") + "\r\n{\"type\"");
    Path packed = Files.createDirectories(directory.resolve("deep/er")).resolve("b.NDJSON.gz");
    try (OutputStream out = Files.newOutputStream(packed)) {
      gzip(out, like("e3") + "\n"); // a file of two gzip members, like a log that was appended to
      gzip(out, like("e4"));
    }
    Path wild = directory.resolve("c.json");
    byte[] bad = {'{', (byte) 0xff, (byte) 0xfe, '}', '\n'};
    String longText = "x".repeat(3_000_000);
    try (OutputStream out = Files.newOutputStream(wild)) {
      out.write(bad);
      out.write(
          (like("e5").replace("}", ",\"more\":\"" + longText + "\"}") + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(directory.resolve("readme.txt"), "not read");
    Files.writeString(directory.resolve("_c.jsonl"), "not read");

    List<Decoded> records = read(mode, directory.toString());

    List<Event> events = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (Decoded record : records) {
      if (record instanceof PackedEvent valid) {
        events.add(valid.unpack());
      } else if (record instanceof Decoded.Rejected rejected) {
        rejections.add(rejected.rejection());
      }
    }
    assertThat(events.stream().map(e -> e.eventId + " " + e.file + " " + e.offset))
        .containsExactlyInAnyOrder(
            "e1 " + plain + " 2",
            "e2 " + plain + " 4",
            "e3 " + packed + " 1",
            "e4 " + packed + " 2",
            "e5 " + wild + " 2");
    assertThat(rejections.stream().map(r -> r.reason() + " " + r.file() + " " + r.offset()))
        .containsExactlyInAnyOrder(
            Reason.INVALID + " " + plain + " 5", Reason.INVALID + " " + wild + " 1");
    assertThat(rejections)
        .filteredOn(r -> r.file().equals(wild.toString()))
        .singleElement()
        .satisfies(r -> assertThat(r.original()).isEqualTo(new byte[] {'{', -1, -2, '}'}));
  }

  @Test
  void shouldReadANamedFileWhateverItsName() throws Exception {
    Path file = directory.resolve("_recorded");
    Files.writeString(file, like("e1"));

    assertThat(read(RuntimeExecutionMode.BATCH, file.toUri().toString())).hasSize(1);
  }

  @Test
  void shouldGoOnWhereACheckpointLeftOff() throws IOException {
    Path file = directory.resolve("a.jsonl");
    Files.writeString(file, like("e1") + "\n\n" + like("e2") + "\n" + like("e3"));
    try (JsonLinesFormat.Reader reader =
        new JsonLinesFormat.Reader(
            new org.apache.flink.core.fs.Path(file.toUri()), DECODERS.create())) {
      reader.skip(1);
      var batch = reader.readBatch();
      var second = batch.next();
      assertThat(((PackedEvent) second.getRecord()).unpack().eventId).isEqualTo("e2");
      assertThat(((PackedEvent) second.getRecord()).unpack().offset).isEqualTo(3);
      assertThat(second.getRecordSkipCount()).isEqualTo(2);
    }
  }

  @Test
  void shouldRefuseInputsThatHoldNothing() {
    assertThatThrownBy(() -> JsonLinesSource.of(DECODERS, List.of(directory.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.toString());
    assertThatThrownBy(() -> JsonLinesSource.of(DECODERS, List.of(directory + "/gone.jsonl")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gone.jsonl");
  }

  @SuppressWarnings("try") // the iterator's close() may be interrupted
  private static List<Decoded> read(RuntimeExecutionMode mode, String path) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("pipeline.auto-generate-uids", "false");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setRuntimeMode(mode);
    env.setParallelism(2);
    List<Decoded> records = new ArrayList<>();
    var source =
        env.fromSource(
                JsonLinesSource.of(DECODERS, List.of(path)),
                JsonLinesSource.timestamps(),
                "files",
                RoadTypes.DECODED)
            .uid("files");
    try (CloseableIterator<Decoded> results = source.executeAndCollect()) {
      results.forEachRemaining(records::add);
    }
    return records;
  }

  private static String like(String id) {
    return "{\"eventId\":\""
        + id
        + "\",\"type\":\"like\",\"streamId\":\"s1\",\"userId\":\"u1\","
        + "\"eventTime\":1700000000000}";
  }

  private static void gzip(OutputStream out, String text) throws IOException {
    GZIPOutputStream member = new GZIPOutputStream(out);
    member.write(text.getBytes(StandardCharsets.UTF_8));
    member.finish();
  }
}
