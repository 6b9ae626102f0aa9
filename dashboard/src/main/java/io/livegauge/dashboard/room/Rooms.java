package io.livegauge.dashboard.room;

import io.livegauge.dashboard.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Every room, with what is known of it. Safe for several threads. */
public final class Rooms {
  private final String instance = "x";

  /**
   * Nothing read yet.
   *
   * @param history a session is kept until its newest slice end lies this far behind the newest of
   *     all
   * @param bootstrap the Kafka that is read, as it is shown
   * @param clock for what is said of the present moment; the state itself knows event time only
   */
  public Rooms(Duration history, String bootstrap, Clock clock) {}

  /** Names this run of the server; sequence numbers of another one mean nothing. */
  public String instance() {
    return instance;
  }

  /** The number of the newest change. */
  public long sequence() {
    return 0;
  }

  /** The rooms that the viewer may see. */
  public Table table(RowFilter filter, Viewer viewer) {
    return new Table(0, null, List.of());
  }

  /** What changed after that number, of what the viewer may see. */
  public Changes changesSince(long sequence, Viewer viewer) {
    return new Changes(0, false, List.of(), List.of());
  }

  /**
   * Waits for a change after that number.
   *
   * @return whether there is one; false when the time is up
   */
  public boolean awaitChange(long sequence, Duration longest) throws InterruptedException {
    return false;
  }

  /** One room; empty where it is unknown or not the viewer's. */
  public Optional<RoomView> room(String streamId, Viewer viewer) {
    return Optional.empty();
  }

  /**
   * A session of a room over time.
   *
   * @param session its start; empty for the newest
   */
  public Optional<SeriesView> series(String streamId, OptionalLong session, Viewer viewer) {
    return Optional.empty();
  }

  /** Where the record of a slice end lies; empty where none is kept. */
  public Optional<Coordinates> record(
      String streamId, OptionalLong session, long windowEnd, Viewer viewer) {
    return Optional.empty();
  }

  /** Sessions that have ended, newest end first. */
  public List<SessionRow> sessions(SessionFilter filter, Viewer viewer) {
    return List.of();
  }

  /** One session that has ended. */
  public Optional<SessionRow> session(String streamId, long sessionStart, Viewer viewer) {
    return Optional.empty();
  }

  /** How complete the numbers are; a host is told less. */
  public Health health(Viewer viewer) {
    return new Health(0, instance, null, null, null, null);
  }

  /**
   * Takes score records in.
   *
   * @param isMoreWaiting whether more can be read at once: then rows are made anew now and then
   *     only
   */
  public void scores(List<Published> records, boolean isMoreWaiting) {}

  /** Takes session summaries in; one without a value deletes its session's. */
  public void sessions(List<Published> records) {}

  /** Takes quarantine records in. */
  public void rejections(List<Published> records) {}

  /** Tells how it stands with Kafka. */
  public void kafka(KafkaState state) {}
}
