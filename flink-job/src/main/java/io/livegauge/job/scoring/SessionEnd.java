package io.livegauge.job.scoring;

import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The summary of an ended session, ready to publish.
 *
 * @param sessionStart epoch ms
 * @param json the summary record
 */
public record SessionEnd(String streamId, long sessionStart, byte[] json) {
  /** Its type in streams. */
  public static final BinaryTypeInfo<SessionEnd> TYPE = BinaryTypeInfo.of(new Format());

  /** The record key: streamId, a colon, the session's start. */
  public byte[] key() {
    return (streamId + ":" + sessionStart).getBytes(StandardCharsets.UTF_8);
  }

  /** How it is written. */
  public static final class Format extends BinaryFormat<SessionEnd> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public Format() {
      super(SessionEnd.class, 1, true);
    }

    @Override
    public void write(SessionEnd value, DataOutput out) throws IOException {
      out.writeUTF(value.streamId);
      out.writeLong(value.sessionStart);
      out.writeInt(value.json.length);
      out.write(value.json);
    }

    @Override
    public SessionEnd read(DataInput in) throws IOException {
      String streamId = in.readUTF();
      long sessionStart = in.readLong();
      byte[] json = new byte[in.readInt()];
      in.readFully(json);
      return new SessionEnd(streamId, sessionStart, json);
    }
  }
}
