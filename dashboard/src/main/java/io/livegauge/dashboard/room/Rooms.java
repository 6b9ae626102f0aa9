package io.livegauge.dashboard.room;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.event.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every room, with what is known of it.
 *
 * <p>The state is a function of the records that came in, in event time: a session goes when its
 * newest slice end lies more than the history behind the newest of all, and so do single points.
 * Each changed room gets a row with a number of its own, so that anybody can ask what changed after
 * the last number they know. Safe for several threads.
 */
public final class Rooms {
  /** So many removals are remembered for those who ask what changed. */
  static final int MOST_REMOVALS = 10_000;

  /** While more records wait to be read, rows are made this often. */
  private static final long BEHIND_NANOS = Duration.ofMillis(250).toNanos();

  /** How far back the change of a score is looked for. */
  private static final long CHANGE_MILLIS = 300_000;

  /** A peer's new score moves the others' percentiles, which are told this often. */
  private static final long PEERS_NANOS = Duration.ofMillis(500).toNanos();

  private static final Reason[] REASONS = Reason.values();

  private final long historyMillis;
  private final Clock clock;
  private final String instance = Long.toString(new SecureRandom().nextLong() >>> 1, 36);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<String, Room> rooms = new TreeMap<>();
  private final NavigableMap<Long, Row> rowsBySequence = new TreeMap<>();
  private final NavigableMap<Long, Removal> removals = new TreeMap<>();
  private final Set<Room> dirty = new HashSet<>();
  private final Set<String> movedCategories = new HashSet<>();

  /** By topic, the one with the last of them at the end. */
  private final Map<String, Unreadable> unreadable = new LinkedHashMap<>();

  private Sessions sessions = new Sessions(Sessions.MOST);
  private Rejections rejections = new Rejections();
  private Alerts alerts = new Alerts();

  private volatile long sequence;
  private String scoresTopic;
  private long removalsForgottenTo;
  private long newestWindowEnd = Long.MIN_VALUE;
  private long sweptTo = Long.MIN_VALUE;
  private long publishedAt;
  private long peersToldAt;
  private KafkaState kafka;

  private record Removal(String streamId, String hostId) {}

  /** Of one topic. */
  private record Unreadable(long malformed, long newerSchema, Health.Last last) {}

  /** A score record that could be read, or why it could not. */
  private record Parsed(Published published, ScoreFacts facts, UnreadableRecordException problem) {}

  /**
   * Nothing read yet.
   *
   * @param history a session is kept until its newest slice end lies this far behind the newest of
   *     all
   * @param bootstrap the Kafka that is read, as it is shown
   * @param clock for what is said of the present moment; the state itself knows event time only
   */
  public Rooms(Duration history, String bootstrap, Clock clock) {
    this.historyMillis = history.toMillis();
    this.clock = clock;
    this.kafka = new KafkaState(bootstrap, false, clock.millis(), List.of(), false, 0);
    this.publishedAt = System.nanoTime() - BEHIND_NANOS;
    this.peersToldAt = System.nanoTime() - PEERS_NANOS;
  }

  /** Names this run of the server; sequence numbers of another one mean nothing. */
  public String instance() {
    return instance;
  }

  /** The number of the newest change. */
  public long sequence() {
    return sequence;
  }

  /** The rooms that the viewer may see, all of them as of the same moment. */
  public Table table(RowFilter filter, Viewer viewer) {
    lock.lock();
    try {
      publish(true);
      List<Row> rows = new ArrayList<>();
      for (Room room : rooms.values()) {
        if (viewer.sees(room.row().hostId()) && filter.matches(room.row())) {
          rows.add(room.row());
        }
      }
      return new Table(sequence, newestOrNull(), rows);
    } finally {
      lock.unlock();
    }
  }

  /** What changed after that number, of what the viewer may see. */
  public Changes changesSince(long since, Viewer viewer) {
    lock.lock();
    try {
      if (since > sequence || since < removalsForgottenTo) {
        return new Changes(sequence, true, List.of(), List.of());
      }
      List<Row> rows = new ArrayList<>();
      for (Row row : rowsBySequence.tailMap(since, false).values()) {
        if (viewer.sees(row.hostId())) {
          rows.add(row);
        }
      }
      Set<String> removed = new HashSet<>();
      for (Removal removal : removals.tailMap(since, false).values()) {
        if (viewer.sees(removal.hostId()) && visible(removal.streamId(), viewer) == null) {
          removed.add(removal.streamId());
        }
      }
      return new Changes(sequence, false, rows, removed.stream().sorted().toList());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a change after that number.
   *
   * @return whether there is one; false when the time is up
   */
  public boolean awaitChange(long since, Duration longest) throws InterruptedException {
    long nanos = longest.toNanos();
    lock.lock();
    try {
      while (sequence <= since) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** One room; empty where it is unknown or not the viewer's. */
  public Optional<RoomView> room(String streamId, Viewer viewer) {
    lock.lock();
    try {
      publish(false);
      Room room = visible(streamId, viewer);
      if (room == null) {
        return Optional.empty();
      }
      List<RoomView.SessionRef> known = new ArrayList<>();
      for (Session session : room.sessions().descendingMap().values()) {
        if (viewer.sees(session.newest().hostId())) {
          known.add(
              new RoomView.SessionRef(
                  session.start(),
                  session.windowEnd(),
                  session.isEnded(),
                  session.series().size()));
        }
      }
      Series series = room.shown().series();
      return Optional.of(
          new RoomView(
              room.row(),
              room.record(),
              series.at(series.size() - 1, scoresTopic),
              series.point(series.size() - 1),
              known,
              rejections.of(streamId)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * A session of a room over time.
   *
   * @param session its start; empty for the newest
   */
  public Optional<SeriesView> series(String streamId, OptionalLong session, Viewer viewer) {
    lock.lock();
    try {
      return find(streamId, session, viewer)
          .map(
              found ->
                  new SeriesView(
                      streamId,
                      found.newest().hostId(),
                      found.newest().category(),
                      found.newest().currency(),
                      found.start(),
                      found.isEnded(),
                      found.series().points(),
                      found.marks()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Where the record of a slice end lies; empty where none is kept.
   *
   * @param session its start; empty for the newest
   */
  public Optional<Coordinates> record(
      String streamId, OptionalLong session, long windowEnd, Viewer viewer) {
    lock.lock();
    try {
      return find(streamId, session, viewer)
          .flatMap(
              found -> {
                int index = found.series().find(windowEnd);
                return index < 0
                    ? Optional.empty()
                    : Optional.of(found.series().at(index, scoresTopic));
              });
    } finally {
      lock.unlock();
    }
  }

  /** Sessions that have ended, newest end first. */
  public List<SessionRow> sessions(SessionFilter filter, Viewer viewer) {
    lock.lock();
    try {
      return sessions.newest(filter, viewer);
    } finally {
      lock.unlock();
    }
  }

  /** One session that has ended; empty where it is unknown or not the viewer's. */
  public Optional<SessionRow> session(String streamId, long sessionStart, Viewer viewer) {
    lock.lock();
    try {
      return sessions.find(streamId, sessionStart, viewer);
    } finally {
      lock.unlock();
    }
  }

  /** How complete the numbers are; a host is told less. */
  public Health health(Viewer viewer) {
    lock.lock();
    try {
      long now = clock.millis();
      Long newest = newestOrNull();
      return new Health(
          now,
          instance,
          kafka,
          newest,
          newest == null ? null : now - newest,
          viewer.isOperations() ? figures() : null);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes score records in, and tells those who wait.
   *
   * @param isMoreWaiting whether more can be read at once: then rows are made now and then only.
   *     The caller comes again, with or without records, within a second.
   */
  public void scores(List<Published> records, boolean isMoreWaiting) {
    List<Parsed> parsed = new ArrayList<>(records.size());
    for (Published record : records) {
      parsed.add(parse(record));
    }
    lock.lock();
    try {
      for (Parsed one : parsed) {
        if (one.facts() != null) {
          put(one.facts(), one.published());
        } else {
          unreadable(one.published().at(), one.problem());
        }
      }
      if (!isMoreWaiting || System.nanoTime() - publishedAt >= BEHIND_NANOS) {
        publish(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes session summaries in; one without a value deletes its session's. */
  public void sessions(List<Published> records) {
    lock.lock();
    try {
      for (Published record : records) {
        try {
          sessions.put(record);
        } catch (UnreadableRecordException e) {
          unreadable(record.at(), e);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes changes of alerts in, and tells those who wait. */
  public void alerts(List<Published> records) {
    lock.lock();
    try {
      boolean isNew = false;
      for (Published record : records) {
        try {
          Alert alert = AlertParser.parse(record.value(), record.timestamp());
          Room room = rooms.get(alert.streamId());
          if (alerts.put(alert) && room != null) {
            room.markDirty();
            dirty.add(room);
            isNew = true;
          }
        } catch (UnreadableRecordException e) {
          unreadable(record.at(), e);
        }
      }
      if (isNew) {
        publish(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes quarantine records in. */
  public void rejections(List<Published> records) {
    List<Rejections.Rejected> parsed = new ArrayList<>(records.size());
    Map<Coordinates, UnreadableRecordException> problems = new LinkedHashMap<>();
    for (Published record : records) {
      try {
        parsed.add(Rejections.parse(record.value()));
      } catch (UnreadableRecordException e) {
        problems.put(record.at(), e);
      }
    }
    lock.lock();
    try {
      parsed.forEach(rejections::count);
      problems.forEach(this::unreadable);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what came from a topic of scores, which was created anew. */
  public void forgetScores(String topic) {
    lock.lock();
    try {
      for (Room room : rooms.values()) {
        if (room.row() != null) {
          rowsBySequence.remove(room.row().sequence());
          remember(room.row());
        }
      }
      rooms.clear();
      dirty.clear();
      movedCategories.clear();
      newestWindowEnd = Long.MIN_VALUE;
      sweptTo = Long.MIN_VALUE;
      unreadable.remove(topic);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what came from a topic of summaries, which was created anew. */
  public void forgetSessions(String topic) {
    lock.lock();
    try {
      sessions = new Sessions(Sessions.MOST);
      unreadable.remove(topic);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what came from a topic of alerts, which was created anew. */
  public void forgetAlerts(String topic) {
    lock.lock();
    try {
      alerts = new Alerts();
      unreadable.remove(topic);
      for (Room room : rooms.values()) {
        room.markDirty();
        dirty.add(room);
      }
      publish(false);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what came from a topic of rejections, which was created anew. */
  public void forgetRejections(String topic) {
    lock.lock();
    try {
      rejections = new Rejections();
      unreadable.remove(topic);
    } finally {
      lock.unlock();
    }
  }

  /** Tells how it stands with Kafka. */
  public void kafka(KafkaState state) {
    lock.lock();
    try {
      kafka = state;
    } finally {
      lock.unlock();
    }
  }

  private static Parsed parse(Published record) {
    try {
      return new Parsed(record, ScoreParser.parse(record.value(), record.timestamp()), null);
    } catch (UnreadableRecordException e) {
      return new Parsed(record, null, e);
    }
  }

  private void put(ScoreFacts facts, Published published) {
    newestWindowEnd = Math.max(newestWindowEnd, facts.windowEnd());
    if (facts.windowEnd() < newestWindowEnd - historyMillis) {
      return;
    }
    scoresTopic = published.at().topic();
    Room room = rooms.computeIfAbsent(facts.streamId(), Room::new);
    room.put(facts, published.at(), published.value());
    if (room.isDirty()) {
      dirty.add(room);
    }
  }

  private void unreadable(Coordinates at, UnreadableRecordException problem) {
    Unreadable before = unreadable.remove(at.topic());
    long malformed = before == null ? 0 : before.malformed();
    long newerSchema = before == null ? 0 : before.newerSchema();
    unreadable.put(
        at.topic(),
        new Unreadable(
            problem.isNewer() ? malformed : malformed + 1,
            problem.isNewer() ? newerSchema + 1 : newerSchema,
            new Health.Last(at, problem.getMessage())));
  }

  /**
   * Makes new rows of the rooms that changed, and wakes those who wait.
   *
   * @param isForced whether the others' percentiles are told at once
   */
  private void publish(boolean isForced) {
    long before = sequence;
    sweep();
    for (Room room : dirty) {
      movedCategories.add(room.shown().newest().category());
      if (room.row() != null) {
        movedCategories.add(room.row().facts().category());
      }
    }
    long now = System.nanoTime();
    publishedAt = now;
    boolean isPeersTurn =
        !movedCategories.isEmpty() && (isForced || now - peersToldAt >= PEERS_NANOS);
    if (!dirty.isEmpty() || isPeersTurn) {
      Peers peers = Peers.of(rooms.values(), movedCategories, newestWindowEnd);
      for (Room room : dirty) {
        tell(room, peers);
      }
      dirty.clear();
      if (isPeersTurn) {
        for (Room room : rooms.values()) {
          tellPercentile(room, peers);
        }
        movedCategories.clear();
        peersToldAt = now;
      }
    }
    if (sequence != before) {
      changed.signalAll();
    }
  }

  /** Drops what the newest slice end puts out of the history, and finds who has become quiet. */
  private void sweep() {
    if (newestWindowEnd == sweptTo) {
      return;
    }
    sweptTo = newestWindowEnd;
    List<Room> gone = new ArrayList<>();
    for (Room room : rooms.values()) {
      if (room.trim(newestWindowEnd - historyMillis)) {
        gone.add(room);
        continue;
      }
      if (room.row() == null || room.row().status() != room.status(newestWindowEnd)) {
        room.markDirty();
      }
      if (room.isDirty()) {
        dirty.add(room);
      }
    }
    for (Room room : gone) {
      rooms.remove(room.streamId());
      alerts.forget(room.streamId());
      dirty.remove(room);
      if (room.row() != null) {
        movedCategories.add(room.row().facts().category());
        rowsBySequence.remove(room.row().sequence());
        remember(room.row());
      }
    }
  }

  private void tell(Room room, Peers peers) {
    Session session = room.shown();
    ScoreFacts facts = session.newest();
    Series series = session.series();
    Status status = room.status(newestWindowEnd);
    int past = series.lastUpTo(facts.windowEnd() - CHANGE_MILLIS);
    Integer change = past < 0 ? null : facts.score10000() - series.score10000(past);
    boolean isLive = status == Status.LIVE;
    put(
        room,
        facts,
        status,
        change,
        Trend.of(series),
        isLive ? peers.percentile(facts.category(), facts.score10000()) : null,
        isLive ? peers.count(facts.category()) : 0,
        status == Status.ENDED ? List.of() : alerts.raised(facts.streamId(), facts.sessionStart()));
  }

  private void tellPercentile(Room room, Peers peers) {
    Row row = room.row();
    String category = row.facts().category();
    if (row.status() != Status.LIVE || !movedCategories.contains(category)) {
      return;
    }
    Integer percentile = peers.percentile(category, row.facts().score10000());
    int count = peers.count(category);
    if (count != row.peers() || !Objects.equals(percentile, row.percentile())) {
      put(
          room,
          row.facts(),
          row.status(),
          row.change10000(),
          row.trend10000(),
          percentile,
          count,
          row.alerts());
    }
  }

  private void put(
      Room room,
      ScoreFacts facts,
      Status status,
      Integer change,
      List<Integer> trend,
      Integer percentile,
      int peers,
      List<Alert> alerts) {
    byte[] json = RowJson.of(facts, status, change, trend, percentile, peers, alerts);
    Row before = room.row();
    if (before != null && !room.hasNewRecord() && Arrays.equals(json, before.json())) {
      room.row(before);
      return;
    }
    if (before != null) {
      rowsBySequence.remove(before.sequence());
      if (!Objects.equals(before.hostId(), facts.hostId())) {
        remember(before);
      }
    }
    Row row =
        new Row(nextSequence(), facts, status, change, trend, percentile, peers, alerts, json);
    room.row(row);
    rowsBySequence.put(row.sequence(), row);
  }

  /** Remembers that a row is no longer shown to those who saw it. */
  private void remember(Row row) {
    removals.put(nextSequence(), new Removal(row.streamId(), row.hostId()));
    if (removals.size() > MOST_REMOVALS) {
      removalsForgottenTo = removals.pollFirstEntry().getKey();
    }
  }

  private long nextSequence() {
    long next = sequence + 1;
    sequence = next;
    return next;
  }

  private Room visible(String streamId, Viewer viewer) {
    Room room = rooms.get(streamId);
    return room != null && room.shown() != null && viewer.sees(room.shown().newest().hostId())
        ? room
        : null;
  }

  private Optional<Session> find(String streamId, OptionalLong start, Viewer viewer) {
    Room room = rooms.get(streamId);
    if (room == null) {
      return Optional.empty();
    }
    Session session = start.isPresent() ? room.sessions().get(start.getAsLong()) : room.shown();
    return Optional.ofNullable(session).filter(found -> viewer.sees(found.newest().hostId()));
  }

  private Long newestOrNull() {
    return newestWindowEnd == Long.MIN_VALUE ? null : newestWindowEnd;
  }

  private Health.Figures figures() {
    publish(false);
    long valid = 0;
    long accepted = 0;
    long[] counts = rejections.totals();
    long read = 0;
    for (Reason reason : REASONS) {
      if (!reason.isCleaning() && reason != Reason.INVALID_MODEL) {
        read = plus(read, counts[reason.ordinal()]);
      }
    }
    Map<String, Long> cleaning = new HashMap<>();
    Map<Long, Integer> models = new TreeMap<>();
    int[] byStatus = new int[Status.values().length];
    for (Room room : rooms.values()) {
      for (Session session : room.sessions().values()) {
        ScoreFacts facts = session.newest();
        valid = plus(valid, facts.valid());
        accepted = plus(accepted, facts.accepted());
        facts.rejected().forEach((reason, count) -> cleaning.merge(reason, count, Rooms::plus));
      }
      Status status = room.status(newestWindowEnd);
      byStatus[status.ordinal()]++;
      if (status == Status.LIVE) {
        models.merge(room.shown().newest().modelVersion(), 1, Integer::sum);
      }
    }
    Map<String, Long> rejected = new LinkedHashMap<>();
    for (Reason reason : REASONS) {
      long count = cleaning.getOrDefault(reason.name(), counts[reason.ordinal()]);
      if (count > 0) {
        rejected.put(reason.name(), count);
      }
    }
    long malformed = 0;
    long newerSchema = 0;
    Health.Last last = null;
    for (Unreadable ofTopic : unreadable.values()) {
      malformed += ofTopic.malformed();
      newerSchema += ofTopic.newerSchema();
      last = ofTopic.last();
    }
    List<Health.ModelUse> uses = new ArrayList<>();
    models.forEach((version, streams) -> uses.add(new Health.ModelUse(version, streams)));
    return new Health.Figures(
        plus(read, valid),
        valid,
        accepted,
        rejected,
        uses,
        byStatus[Status.LIVE.ordinal()],
        byStatus[Status.QUIET.ordinal()],
        byStatus[Status.ENDED.ordinal()],
        new Health.Unreadable(malformed, newerSchema, last));
  }

  /** Sums of absurd numbers stay at the largest. */
  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
