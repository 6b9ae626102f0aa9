package io.livegauge.job.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A local file of JSON Lines, ordered by stream and time, which a bounded run writes in any order:
 * the run's sink appends lines to a part file and their places to an index; {@link #finish} then
 * brings them in order. The index is held in memory meanwhile, some 100 bytes a line.
 */
public final class SortedLinesFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String target;

  public SortedLinesFile(Path target) {
    this.target = target.toString();
  }

  /** The sink, for a parallelism of 1. A run that begins anew begins the files anew. */
  public Sink<SortedLine> sink() {
    return new PartSink(this);
  }

  /**
   * Writes the ordered file and removes what the sink left. An output without lines is an empty
   * file.
   */
  public void finish() throws IOException {
    List<SortedLine.Place> places = readIndex();
    places.sort(SortedLine.ORDER);
    Path ordered = beside(".ordered");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(ordered), 1 << 16)) {
      if (!places.isEmpty()) {
        copy(places, out);
      }
    }
    Files.move(ordered, Path.of(target), StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(part());
    Files.deleteIfExists(index());
  }

  private void copy(List<SortedLine.Place> places, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 12];
    try (RandomAccessFile in = new RandomAccessFile(part().toFile(), "r")) {
      for (SortedLine.Place place : places) {
        if (buffer.length < place.length()) {
          buffer = new byte[Math.max(place.length(), 2 * buffer.length)];
        }
        in.seek(place.position());
        in.readFully(buffer, 0, place.length());
        out.write(buffer, 0, place.length());
        out.write('\n');
      }
    }
  }

  private List<SortedLine.Place> readIndex() throws IOException {
    List<SortedLine.Place> places = new ArrayList<>();
    if (!Files.exists(index())) {
      return places;
    }
    long position = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(index())))) {
      while (in.readBoolean()) {
        SortedLine.Place place =
            new SortedLine.Place(in.readUTF(), in.readLong(), in.readUTF(), position, in.readInt());
        places.add(place);
        position += place.length();
      }
    }
    return places;
  }

  private Path part() {
    return beside(".part");
  }

  private Path index() {
    return beside(".index");
  }

  private Path beside(String suffix) {
    return Path.of(target + suffix);
  }

  private static final class PartSink implements Sink<SortedLine> {
    private static final long serialVersionUID = 1L;
    private final SortedLinesFile file;

    PartSink(SortedLinesFile file) {
      this.file = file;
    }

    @Override
    public SinkWriter<SortedLine> createWriter(WriterInitContext context) throws IOException {
      return new PartWriter(file);
    }
  }

  private static final class PartWriter implements SinkWriter<SortedLine> {
    private final OutputStream lines;
    private final DataOutputStream places;

    PartWriter(SortedLinesFile file) throws IOException {
      lines = new BufferedOutputStream(Files.newOutputStream(file.part()), 1 << 16);
      places = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file.index())));
    }

    @Override
    public void write(SortedLine line, Context context) throws IOException {
      lines.write(line.json());
      places.writeBoolean(true);
      places.writeUTF(line.streamId());
      places.writeLong(line.time());
      places.writeUTF(line.tie());
      places.writeInt(line.json().length);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      lines.flush();
      places.flush();
    }

    @Override
    public void close() throws IOException {
      places.writeBoolean(false);
      places.close();
      lines.close();
    }
  }
}
