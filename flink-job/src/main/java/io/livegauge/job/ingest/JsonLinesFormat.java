package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;

/**
 * Reads a file of JSON Lines from its beginning to its end, {@code .gz} unpacked. A bulk format and
 * no stream format, because rejections name their file and only this interface tells it.
 */
final class JsonLinesFormat implements BulkFormat<Decoded, FileSourceSplit> {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BATCH_BYTES = 1 << 18;
  private static final int BATCH_LINES = 2048;

  private final DecoderFactory decoders;

  JsonLinesFormat(DecoderFactory decoders) {
    this.decoders = decoders;
  }

  @Override
  public Reader createReader(Configuration config, FileSourceSplit split) throws IOException {
    return new Reader(split.path(), decoders.create());
  }

  @Override
  public Reader restoreReader(Configuration config, FileSourceSplit split) throws IOException {
    Reader reader = createReader(config, split);
    reader.skip(
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L));
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return RoadTypes.DECODED;
  }

  /** Opens a file for reading, unpacked where its name ends in {@code .gz}. */
  static InputStream open(Path path) throws IOException {
    InputStream in = path.getFileSystem().open(path);
    try {
      return path.getName().endsWith(".gz")
          ? new GZIPInputStream(new Available(in), BUFFER_BYTES)
          : in;
    } catch (IOException e) {
      in.close();
      throw new IOException(name(path) + " is no gzip file: " + e.getMessage(), e);
    }
  }

  /** What rejections call the file: the plain path on the local file system, the URI elsewhere. */
  static String name(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? path.getPath() : path.toString();
  }

  /** Reads one file, some lines at a time. */
  static final class Reader implements BulkFormat.Reader<Decoded> {
    private final LineReader lines;
    private final EventDecoder decoder;
    private final String file;
    private long read;

    Reader(Path path, EventDecoder decoder) throws IOException {
      this.lines = new LineReader(open(path), BUFFER_BYTES);
      this.decoder = decoder;
      this.file = name(path);
    }

    void skip(long records) throws IOException {
      while (read < records && lines.next() != null) {
        read++;
      }
    }

    @Override
    public BulkFormat.RecordIterator<Decoded> readBatch() throws IOException {
      List<Decoded> batch = new ArrayList<>();
      long bytes = 0;
      try {
        while (bytes < BATCH_BYTES && batch.size() < BATCH_LINES) {
          byte[] line = lines.next();
          if (line == null) {
            break;
          }
          bytes += line.length;
          batch.add(decoder.fromFile(line, file, lines.number()));
        }
      } catch (IOException e) {
        throw new IOException(file + " after line " + lines.number() + ": " + e.getMessage(), e);
      }
      if (batch.isEmpty()) {
        return null;
      }
      ArrayResultIterator<Decoded> records = new ArrayResultIterator<>();
      records.set(
          batch.toArray(new Decoded[0]), batch.size(), CheckpointedPosition.NO_OFFSET, read);
      read += batch.size();
      return records;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /**
   * Says truly whether bytes are left: {@link GZIPInputStream} asks it at the end of each member,
   * and not every file system knows.
   */
  private static final class Available extends BufferedInputStream {
    Available(InputStream in) {
      super(in, BUFFER_BYTES);
    }

    @Override
    public synchronized int available() {
      try {
        mark(1);
        int next = read();
        reset();
        return next < 0 ? 0 : 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
