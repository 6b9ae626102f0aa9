package io.livegauge.dashboard.web;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.feed.KafkaUnavailableException;
import io.livegauge.dashboard.feed.RecordLookup;
import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.RecordKey;
import io.livegauge.dashboard.room.RoomView;
import io.livegauge.dashboard.room.SessionRow;

/** Published records, read back from Kafka: the one that was asked for, or none. */
final class Records {
  private final RecordLookup lookup;

  Records(RecordLookup lookup) {
    this.lookup = lookup;
  }

  /**
   * The newest record of a room.
   *
   * @throws ApiException where it had to be read back, and is gone or cannot be reached
   */
  byte[] newest(RoomView room, Viewer viewer) {
    return room.record() != null
        ? room.record()
        : score(
            room.at(),
            room.row().streamId(),
            room.row().facts().sessionStart(),
            room.point().windowEnd(),
            viewer);
  }

  /** The score record of a slice end. */
  byte[] score(Coordinates at, String streamId, long sessionStart, long windowEnd, Viewer viewer) {
    return read(at, streamId, sessionStart, windowEnd, viewer);
  }

  /** The summary of a session. */
  byte[] summary(SessionRow row, Viewer viewer) {
    return read(row.at(), row.streamId(), row.sessionStart(), 0, viewer);
  }

  private byte[] read(
      Coordinates at, String streamId, long sessionStart, long windowEnd, Viewer viewer) {
    try {
      return lookup
          .read(at.topic(), at.partition(), at.offset())
          .filter(value -> RecordKey.matches(value, streamId, sessionStart, windowEnd, viewer))
          .orElseThrow(
              () ->
                  new ApiException(
                      410,
                      "GONE",
                      "Kafka no longer has the record: its topic "
                          + at.topic()
                          + " keeps records for a shorter time than they are shown, or was created"
                          + " anew."));
    } catch (KafkaUnavailableException e) {
      throw new ApiException(
          503, "KAFKA_UNAVAILABLE", "The record lies in Kafka, which does not answer. Try again.");
    }
  }
}
