package io.livegauge.dashboard.room;

import io.livegauge.score.ScoreRecord;
import java.io.IOException;

/** The version of published records. */
final class Schema {
  private Schema() {}

  /** Whether a record says that it is of a later version, wherever it says so. */
  static boolean isNewer(byte[] value) {
    boolean[] isNewer = new boolean[1];
    try (JsonFields json = JsonFields.open(value, Integer.MAX_VALUE)) {
      json.object(
          "the record",
          name -> {
            if (name.equals("schema")) {
              isNewer[0] = json.isAbove(name, ScoreRecord.SCHEMA);
            } else {
              json.skip();
            }
          });
      return isNewer[0];
    } catch (IOException | UnreadableRecordException e) {
      return false;
    }
  }

  static UnreadableRecordException newer() {
    return new UnreadableRecordException(
        "the record's schema is newer than " + ScoreRecord.SCHEMA + ", which is the newest known",
        true);
  }
}
