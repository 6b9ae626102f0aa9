package io.livegauge.job.store;

import io.livegauge.score.AvroRows;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.connector.file.sink.compactor.RecordWiseFileCompactor;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The files that the trainer learns from: Avro object containers in one directory for each day of
 * event time ({@code day=2026-11-21}, UTC), written through the engine's file sink, so any file
 * system that it knows will do. Files roll with checkpoints; the sink itself puts small ones
 * together.
 */
public final class TrainingStore {
  private static final MemorySize COMPACTED = MemorySize.ofMebiBytes(64);

  private TrainingStore() {}

  /** Gives the rows' format where the sink runs, since it does not travel. */
  public interface Rows<T> extends Serializable, Supplier<AvroRows<T>> {}

  /** Gives a row's event time, epoch ms. */
  public interface Time<T> extends Serializable, ToLongFunction<T> {}

  /**
   * The sink of one kind of rows.
   *
   * @param compactEvery checkpoints after which what is there is put together; 0 for never, as in
   *     bounded runs, which write few files
   */
  public static <T> FileSink<T> sink(
      String directory, Rows<T> rows, Time<T> time, int compactEvery) {
    FileSink.BulkFormatBuilder<T, ?> builder =
        FileSink.forBulkFormat(new Path(directory), new Factory<>(rows))
            .withBucketAssigner(new DayAssigner<>(time))
            .withRollingPolicy(OnCheckpointRollingPolicy.build())
            .withOutputFileConfig(OutputFileConfig.builder().withPartSuffix(".avro").build());
    if (compactEvery > 0) {
      builder.enableCompact(
          FileCompactStrategy.Builder.newBuilder()
              .setSizeThreshold(COMPACTED.getBytes())
              .enableCompactionOnCheckpoint(compactEvery)
              .build(),
          new RecordWiseFileCompactor<>(new RowReaderFactory<>(rows)));
    }
    return builder.build();
  }

  /** The number of checkpoints in an hour: small files wait no longer to be put together. */
  public static int checkpointsPerHour(Duration checkpointInterval) {
    return (int) Math.max(1, Duration.ofHours(1).dividedBy(checkpointInterval));
  }

  private record Factory<T>(Rows<T> rows) implements BulkWriter.Factory<T> {
    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
      return new RowWriter<>(rows.get().writeTo(new KeptOpen(out)));
    }
  }

  private record RowWriter<T>(AvroRows.Writer<T> writer) implements BulkWriter<T> {
    @Override
    public void addElement(T element) throws IOException {
      writer.write(element);
    }

    @Override
    public void flush() throws IOException {
      writer.flush();
    }

    @Override
    public void finish() throws IOException {
      writer.close();
    }
  }

  /** The sink closes the stream itself, when it has made the file durable. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  private record RowReaderFactory<T>(Rows<T> rows)
      implements RecordWiseFileCompactor.Reader.Factory<T> {
    @Override
    public RecordWiseFileCompactor.Reader<T> createFor(Path path) throws IOException {
      return new RowReader<>(rows.get().readFrom(path.getFileSystem().open(path)));
    }
  }

  private record RowReader<T>(AvroRows.Reader<T> reader)
      implements RecordWiseFileCompactor.Reader<T> {
    @Override
    public T read() throws IOException {
      return reader.next();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private record DayAssigner<T>(Time<T> time) implements BucketAssigner<T, String> {
    @Override
    public String getBucketId(T element, Context context) {
      Instant instant = Instant.ofEpochMilli(time.applyAsLong(element));
      return "day=" + LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
