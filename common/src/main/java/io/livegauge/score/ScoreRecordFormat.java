package io.livegauge.score;

import io.livegauge.indicator.Indicator;
import io.livegauge.score.ScoreRecord.Advice;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Binary form of a whole score record for shuffles: a version byte, the window row in Avro with its
 * length, and the advice.
 */
public final class ScoreRecordFormat {
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 64 << 20;
  private static final Indicator[] INDICATORS = Indicator.values();

  private ScoreRecordFormat() {}

  /** Writes one record. */
  public static void write(ScoreRecord record, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    byte[] row = WindowRows.INSTANCE.toAvro(record);
    out.writeInt(row.length);
    out.write(row);
    out.writeByte(record.advice().size());
    for (Advice advice : record.advice()) {
      out.writeByte(advice.code().ordinal());
      out.writeLong(advice.gain10000());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException for another version, or bytes that are no record
   */
  public static ScoreRecord read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("score record of format " + version + "; known: " + VERSION);
    }
    int size = in.readInt();
    if (size < 0 || size > MAX_BYTES) {
      throw new IOException("score record of " + size + " bytes; allowed: 0 to " + MAX_BYTES);
    }
    byte[] row = new byte[size];
    in.readFully(row);
    ScoreRecord record = WindowRows.INSTANCE.fromAvro(row);
    List<Advice> advice = new ArrayList<>();
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      int code = in.readUnsignedByte();
      if (code >= INDICATORS.length) {
        throw new IOException("advice on indicator " + code + "; known: below 14");
      }
      Indicator indicator = INDICATORS[code];
      advice.add(new Advice(indicator, in.readLong(), AdviceAction.of(indicator)));
    }
    return record.withAdvice(advice);
  }
}
