package io.livegauge.dashboard.room;

import io.livegauge.dashboard.access.Viewer;
import java.io.IOException;

/**
 * What a score record or a summary says that it is. Coordinates alone prove nothing: where a topic
 * was deleted and created anew, another record lies there.
 *
 * @param hostId or null
 * @param windowEnd epoch ms; 0 in a summary, which has none
 */
public record RecordKey(String streamId, String hostId, long sessionStart, long windowEnd) {
  private static final class Draft {
    String streamId;
    String hostId;
    long sessionStart;
    long windowEnd;
  }

  /** Whether a record's value is that of this stream, session and slice, and the viewer's. */
  public static boolean matches(
      byte[] value, String streamId, long sessionStart, long windowEnd, Viewer viewer) {
    try {
      RecordKey key = of(value);
      return streamId.equals(key.streamId())
          && sessionStart == key.sessionStart()
          && windowEnd == key.windowEnd()
          && viewer.sees(key.hostId());
    } catch (UnreadableRecordException e) {
      return false;
    }
  }

  private static RecordKey of(byte[] value) throws UnreadableRecordException {
    Draft draft = new Draft();
    try (JsonFields json = JsonFields.open(value, JsonFields.MOST_BYTES)) {
      json.object(
          "the record",
          name -> {
            switch (name) {
              case "streamId" -> draft.streamId = json.text(name);
              case "hostId" -> draft.hostId = json.textOrNull(name);
              case "sessionStart" -> draft.sessionStart = json.count(name);
              case "windowEnd" -> draft.windowEnd = json.count(name);
              default -> json.skip();
            }
          });
    } catch (IOException e) {
      throw JsonFields.broken(e);
    }
    return new RecordKey(draft.streamId, draft.hostId, draft.sessionStart, draft.windowEnd);
  }
}
