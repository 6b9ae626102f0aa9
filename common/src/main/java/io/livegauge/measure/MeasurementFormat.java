package io.livegauge.measure;

import io.livegauge.measure.Measurement.Audience;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.Quality;
import io.livegauge.measure.Measurement.Sales;
import io.livegauge.measure.Measurement.SourceCount;
import io.livegauge.measure.Measurement.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Compact binary form of {@link Measurement} for shuffles and state: a version byte, then the
 * fields in order; integers in zigzag variable length, strings as UTF-8 with their length.
 */
public final class MeasurementFormat {
  private static final int VERSION = 1;
  private static final MarkKind[] MARK_KINDS = MarkKind.values();

  private MeasurementFormat() {}

  /** Writes one measurement. */
  public static void write(Measurement measurement, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    writeString(measurement.streamId(), out);
    writeString(measurement.hostId(), out);
    writeString(measurement.category(), out);
    writeString(measurement.currency(), out);
    out.writeBoolean(measurement.followers() != null);
    if (measurement.followers() != null) {
      writeLong(measurement.followers(), out);
    }
    writeLong(measurement.sessionStart(), out);
    writeLong(measurement.windowStart(), out);
    writeLong(measurement.windowEnd(), out);
    out.writeBoolean(measurement.isFinal());
    writeLongs(measurement.window().values(), out);
    writeLongs(measurement.session().values(), out);
    Audience audience = measurement.audience();
    writeLong(audience.concurrent(), out);
    writeLong(audience.windowDistinct(), out);
    writeLong(audience.sessionDistinct(), out);
    writeLong(audience.peak(), out);
    writeLong(audience.viewerMillis(), out);
    writeLong(audience.spanMillis(), out);
    Quality quality = measurement.quality();
    writeLong(quality.valid(), out);
    writeLong(quality.accepted(), out);
    writeLongs(quality.rejected(), out);
    writeLongs(quality.excess(), out);
    Sales sales = measurement.sales();
    writeLong(sales.orders(), out);
    writeLong(sales.paid(), out);
    writeLong(sales.refunded(), out);
    writeLong(sales.gifts(), out);
    writeLong(sales.giftValue(), out);
    writeLong(measurement.marks().size(), out);
    for (Mark mark : measurement.marks()) {
      writeLong(mark.time(), out);
      out.writeByte(mark.kind().ordinal());
      writeString(mark.id(), out);
    }
    out.writeBoolean(measurement.summary() != null);
    if (measurement.summary() != null) {
      writeSummary(measurement.summary(), out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException for another version, or bytes that are no measurement
   */
  public static Measurement read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("measurement of format " + version + "; known: " + VERSION);
    }
    return new Measurement(
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        in.readBoolean() ? (Long) readLong(in) : null,
        readLong(in),
        readLong(in),
        readLong(in),
        in.readBoolean(),
        readFigures(in),
        readFigures(in),
        new Audience(
            readLong(in), readLong(in), readLong(in), readLong(in), readLong(in), readLong(in)),
        new Quality(readLong(in), readLong(in), readLongs(in), readLongs(in)),
        new Sales(readLong(in), readLong(in), readLong(in), readLong(in), readLong(in)),
        readMarks(in),
        in.readBoolean() ? readSummary(in) : null);
  }

  private static void writeSummary(Summary summary, DataOutput out) throws IOException {
    writeLong(summary.sessionEnd(), out);
    writeString(summary.endedBy(), out);
    writeLong(summary.promotions().size(), out);
    for (Promotion promotion : summary.promotions()) {
      writeString(promotion.promoCode(), out);
      writeLong(promotion.orders(), out);
      writeLong(promotion.paid(), out);
      writeLong(promotion.discount(), out);
    }
    writeLong(summary.sources().size(), out);
    for (SourceCount source : summary.sources()) {
      writeString(source.source(), out);
      writeLong(source.viewers(), out);
      writeLong(source.buyers(), out);
    }
  }

  private static Summary readSummary(DataInput in) throws IOException {
    long sessionEnd = readLong(in);
    String endedBy = readString(in);
    List<Promotion> promotions = new ArrayList<>();
    for (int n = readSize(in); n > 0; n--) {
      promotions.add(new Promotion(readString(in), readLong(in), readLong(in), readLong(in)));
    }
    List<SourceCount> sources = new ArrayList<>();
    for (int n = readSize(in); n > 0; n--) {
      sources.add(new SourceCount(readString(in), readLong(in), readLong(in)));
    }
    return new Summary(sessionEnd, endedBy, List.copyOf(promotions), List.copyOf(sources));
  }

  private static List<Mark> readMarks(DataInput in) throws IOException {
    List<Mark> marks = new ArrayList<>();
    for (int n = readSize(in); n > 0; n--) {
      long time = readLong(in);
      int kind = in.readUnsignedByte();
      if (kind >= MARK_KINDS.length) {
        throw new IOException("mark of kind " + kind + "; known: 0 to " + (MARK_KINDS.length - 1));
      }
      marks.add(new Mark(time, MARK_KINDS[kind], readString(in)));
    }
    return List.copyOf(marks);
  }

  private static Figures readFigures(DataInput in) throws IOException {
    long[] values = readLongs(in);
    if (values.length != Figure.COUNT) {
      throw new IOException(
          "measurement with " + values.length + " figures; known: " + Figure.COUNT);
    }
    return new Figures(values);
  }

  private static void writeLongs(long[] values, DataOutput out) throws IOException {
    writeLong(values.length, out);
    for (long value : values) {
      writeLong(value, out);
    }
  }

  private static long[] readLongs(DataInput in) throws IOException {
    int size = readSize(in);
    if (size > 1024) {
      throw new IOException("measurement with " + size + " counts in a row; allowed: 1024");
    }
    long[] values = new long[size];
    for (int i = 0; i < values.length; i++) {
      values[i] = readLong(in);
    }
    return values;
  }

  /** Null is told from the empty string: the length is written one up, 0 for null. */
  private static void writeString(String text, DataOutput out) throws IOException {
    if (text == null) {
      writeLong(0, out);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeLong(bytes.length + 1L, out);
    out.write(bytes);
  }

  private static String readString(DataInput in) throws IOException {
    int size = readSize(in);
    if (size == 0) {
      return null;
    }
    if (size > 1 << 20) {
      throw new IOException("string of " + (size - 1) + " bytes; allowed: below 1048576");
    }
    byte[] bytes = new byte[size - 1];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int readSize(DataInput in) throws IOException {
    long size = readLong(in);
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IOException("size of " + size);
    }
    return (int) size;
  }

  private static void writeLong(long value, DataOutput out) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readLong(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = in.readByte();
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("integer of more than 64 bits");
  }
}
