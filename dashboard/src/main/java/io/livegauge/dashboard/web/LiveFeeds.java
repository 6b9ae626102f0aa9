package io.livegauge.dashboard.web;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.room.Changes;
import io.livegauge.dashboard.room.RoomView;
import io.livegauge.dashboard.room.Rooms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What live connections are told. A client has no queue: when it has taken what was written, it is
 * asked for what changed since, and that is the newest row of each room, however many there were in
 * between. So a slow client is late with nothing but its own rows, and costs no memory.
 */
final class LiveFeeds {
  static final String ROWS = "rows";
  static final String RECORD = "record";
  static final String HEALTH = "health";
  static final String RESET = "reset";

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  /** Health is told this often; it is the heartbeat as well. */
  private static final long HEALTH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Changes of this long go out together: a room a millisecond would be a packet a millisecond. */
  private static final long GATHER_MILLIS = 40;

  private final Rooms rooms;
  private final Records records;
  private final LiveConnections connections;

  LiveFeeds(Rooms rooms, Records records, LiveConnections connections) {
    this.rooms = rooms;
    this.records = records;
    this.connections = connections;
  }

  /** The heartbeat of one connection. */
  private final class Pulse {
    private long last = System.nanoTime() - HEALTH_NANOS;

    void beat(EventWriter events, Viewer viewer) throws IOException {
      if (System.nanoTime() - last >= HEALTH_NANOS) {
        last = System.nanoTime();
        events.event(HEALTH, ApiJson.health(rooms.health(viewer)));
      }
    }

    Duration rest() {
      return Duration.ofNanos(Math.max(1, last + HEALTH_NANOS - System.nanoTime()));
    }
  }

  /**
   * The rows of the table as they change.
   *
   * @param since what the client has, as it was told; null for nothing yet
   */
  LiveConnections.Feed rows(String since, Viewer viewer) {
    return events -> {
      Pulse pulse = new Pulse();
      OptionalLong told =
          since == null ? OptionalLong.of(0) : Cursor.sequence(since, rooms.instance());
      long sequence = told.orElse(-1);
      if (told.isEmpty()) {
        sequence = reset(events);
      }
      while (!connections.isClosed()) {
        Changes changes = rooms.changesSince(sequence, viewer);
        boolean isNews = !changes.isEmpty();
        if (changes.isReset()) {
          sequence = reset(events);
        } else {
          sequence = changes.sequence();
          if (isNews) {
            events.begin(ROWS, Cursor.of(rooms.instance(), sequence));
            ApiJson.writeChanges(events.out(), changes.rows(), changes.removed());
            events.end();
          }
        }
        pulse.beat(events, viewer);
        events.flush();
        if (isNews && connections.awaitClose(GATHER_MILLIS)) {
          return;
        }
        rooms.awaitChange(sequence, pulse.rest());
      }
    };
  }

  /** Tells the client to ask for all rows; what it is told from then on comes after this number. */
  private long reset(EventWriter events) throws IOException {
    long sequence = rooms.sequence();
    events.event(RESET, NOTHING);
    return sequence;
  }

  /** One room's newest record as it changes; ends where the room is no longer known. */
  LiveConnections.Feed room(String streamId, Viewer viewer) {
    return events -> {
      Pulse pulse = new Pulse();
      long told = -1;
      while (!connections.isClosed()) {
        long sequence = rooms.sequence();
        Optional<RoomView> room = rooms.room(streamId, viewer);
        if (room.isEmpty()) {
          return;
        }
        boolean isNews = room.get().row().sequence() != told;
        if (isNews) {
          try {
            byte[] record = records.newest(room.get(), viewer);
            told = room.get().row().sequence();
            events.event(RECORD, ApiJson.update(room.get(), record));
          } catch (ApiException e) {
            // A large record that cannot be read back now: asked for again at the next beat.
            isNews = false;
          }
        }
        pulse.beat(events, viewer);
        events.flush();
        if (isNews && connections.awaitClose(GATHER_MILLIS)) {
          return;
        }
        rooms.awaitChange(sequence, pulse.rest());
      }
    };
  }
}
