package io.livegauge.job.scoring;

import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoreRecordFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link ScoreRecord} travels. */
public final class ScoreRecordBinary extends BinaryFormat<ScoreRecord> {
  private static final long serialVersionUID = 1L;

  /** The type of score records in streams. */
  public static final BinaryTypeInfo<ScoreRecord> TYPE = BinaryTypeInfo.of(new ScoreRecordBinary());

  /** For savepoints. */
  public ScoreRecordBinary() {
    super(ScoreRecord.class, 1, true);
  }

  @Override
  public void write(ScoreRecord value, DataOutput out) throws IOException {
    ScoreRecordFormat.write(value, out);
  }

  @Override
  public ScoreRecord read(DataInput in) throws IOException {
    return ScoreRecordFormat.read(in);
  }
}
