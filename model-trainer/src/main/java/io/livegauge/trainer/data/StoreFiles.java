package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.score.AvroRows;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.SettlementRows;
import io.livegauge.score.WindowRows;
import io.livegauge.trainer.TrainingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * The files of a window store: Avro object containers at any depth of a directory (the job
 * partitions them by day), each told by its schema, {@code window.avsc} or {@code settlement.avsc}.
 * Files and directories whose names begin with a dot or an underscore are still being written and
 * are passed over, and so is what does not end in {@code .avro}.
 */
public final class StoreFiles {
  private static final String SUFFIX = ".avro";

  private StoreFiles() {}

  /**
   * The files of some directories in the order of their paths, one that is in several of them once.
   *
   * @throws TrainingException where a directory cannot be read
   */
  public static Collection<Path> in(List<Path> directories) throws TrainingException {
    Set<Path> files = new TreeSet<>();
    for (Path directory : directories) {
      files.addAll(files(directory));
    }
    return files;
  }

  private static List<Path> files(Path directory) throws TrainingException {
    try (Stream<Path> walk = Files.walk(directory.toRealPath())) {
      Path root = directory.toRealPath();
      return walk.filter(path -> isDone(root.relativize(path)) && Files.isRegularFile(path))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new TrainingException(directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isDone(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return path.toString().endsWith(SUFFIX);
  }

  /**
   * Hands over what a file holds, in its order. What a taker throws is passed on as it is.
   *
   * @param windows takes window rows, which come without advice
   * @param settlements takes settlements
   * @throws TrainingException where the file is damaged or holds neither
   */
  public static void read(
      Path file, Consumer<ScoreRecord> windows, Consumer<Settlement> settlements)
      throws TrainingException {
    try {
      String schema = schema(file);
      if (schema.equals(WindowRows.INSTANCE.schema().getFullName())) {
        read(file, WindowRows.INSTANCE, windows);
      } else if (schema.equals(SettlementRows.INSTANCE.schema().getFullName())) {
        read(file, SettlementRows.INSTANCE, settlements);
      } else {
        throw new IOException("its schema is " + schema);
      }
    } catch (IOException | AvroRuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** Whether it is a file of window rows. */
  static boolean isOfWindows(Path file) throws IOException {
    return schema(file).equals(WindowRows.INSTANCE.schema().getFullName());
  }

  /** What to say of a file that cannot be read. */
  static TrainingException unreadable(Path file, Exception why) {
    return new TrainingException(
        file + " holds neither windows nor settlements: " + why.getMessage(), why);
  }

  /**
   * The name of a file's schema.
   *
   * @throws IOException for a file that is cut off, too: to Avro that is the end of the file, and
   *     rows would be missing without a word
   */
  private static String schema(Path file) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      long headerEnd = reader.previousSync();
      if (!Arrays.equals(marker(file, headerEnd), marker(file, Files.size(file)))) {
        throw new IOException("it is cut off: its last block is not whole");
      }
      return reader.getSchema().getFullName();
    }
  }

  /** The bytes before a place in the file, where a header and every block end with the same. */
  private static byte[] marker(Path file, long end) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer marker = ByteBuffer.allocate(DataFileConstants.SYNC_SIZE);
      channel.position(end - marker.capacity());
      while (marker.hasRemaining() && channel.read(marker) >= 0) {
        // One more read.
      }
      return marker.array();
    }
  }

  private static <T> void read(Path file, AvroRows<T> rows, Consumer<T> each) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        AvroRows.Reader<T> reader = rows.readFrom(in)) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        each.accept(row);
      }
    }
  }
}
