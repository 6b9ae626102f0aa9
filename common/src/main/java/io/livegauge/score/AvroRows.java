package io.livegauge.score;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Rows of the window store in Avro: single ones as bytes, many as an object container file.
 * Immutable and thread-safe; readers and writers are for one thread.
 *
 * @param <T> what a row says
 */
public abstract class AvroRows<T> {
  private static final int DEFLATE_LEVEL = 6;

  private final Schema schema;

  AvroRows(String resource) {
    try (InputStream in = AvroRows.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      schema = new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a row. */
  public final Schema schema() {
    return schema;
  }

  /** The row as Avro's generic record. */
  public abstract GenericRecord toRecord(T row);

  /**
   * What a generic record of this schema says.
   *
   * @throws IllegalArgumentException for a value that no row has, such as an unknown code
   */
  public abstract T fromRecord(GenericRecord row);

  /** The row alone, without schema or header: for state and shuffles. */
  public final byte[] toAvro(T row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(toRecord(row), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toAvro} wrote.
   *
   * @throws IOException for other bytes
   */
  public final T fromAvro(byte[] row) throws IOException {
    try {
      return fromRecord(
          new GenericDatumReader<GenericRecord>(schema)
              .read(null, DecoderFactory.get().binaryDecoder(row, null)));
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new IOException("no row of " + schema.getFullName() + ": " + e.getMessage(), e);
    }
  }

  /** Begins a container file; closing the writer completes and closes {@code out}. */
  public final Writer<T> writeTo(OutputStream out) throws IOException {
    DataFileWriter<GenericRecord> file =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema));
    file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
    file.create(schema, out);
    return new Writer<>(this, file);
  }

  /**
   * Opens a container file, written with this schema or an older or newer one that resolves to it.
   *
   * @throws IOException where it is no such file
   */
  public final Reader<T> readFrom(InputStream in) throws IOException {
    try {
      return new Reader<>(
          this, new DataFileStream<>(in, new GenericDatumReader<GenericRecord>(null, schema)));
    } catch (AvroRuntimeException e) {
      throw new IOException("no file of " + schema.getFullName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes rows to a container file.
   *
   * @param <T> what a row says
   */
  public static final class Writer<T> implements Closeable {
    private final AvroRows<T> rows;
    private final DataFileWriter<GenericRecord> file;

    private Writer(AvroRows<T> rows, DataFileWriter<GenericRecord> file) {
      this.rows = rows;
      this.file = file;
    }

    /** Appends a row. */
    public void write(T row) throws IOException {
      file.append(rows.toRecord(row));
    }

    /** Writes out what is buffered and leaves the file open. */
    public void flush() throws IOException {
      file.flush();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Reads rows of a container file in their order.
   *
   * @param <T> what a row says
   */
  public static final class Reader<T> implements Closeable {
    private final AvroRows<T> rows;
    private final DataFileStream<GenericRecord> file;

    private Reader(AvroRows<T> rows, DataFileStream<GenericRecord> file) {
      this.rows = rows;
      this.file = file;
    }

    /**
     * The next row, null at the end.
     *
     * @throws IOException where the file is damaged or holds what no row can be
     */
    public T next() throws IOException {
      try {
        return file.hasNext() ? rows.fromRecord(file.next()) : null;
      } catch (AvroRuntimeException | IllegalArgumentException e) {
        throw new IOException("damaged row: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
