package io.livegauge.simulator.replay.kuailive;

import io.livegauge.event.EventType;
import io.livegauge.simulator.replay.kuailive.CsvRows.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Converts a directory of the data set KuaiLive into events, file after file; within a file in the
 * order of its rows. Ids of rooms, streamers and users stay what they are; the id of an event is
 * made of the file, the row (from 1, the header left out) and what of the row it is.
 *
 * <p>Rows that cannot be mapped are counted by reason, never an exception. Holds the ids of all
 * rooms and the traits of streamers and users in memory, and nothing else that grows with the data.
 *
 * <p>One use: {@link #run}, and {@link #stop} from any thread meanwhile.
 */
public final class KuaiLiveConversion {
  /** As many rooms as there are. */
  public static final int ALL_ROOMS = 0;

  private static final long HEARTBEAT_MILLIS = 30_000;

  /** Nobody watches longer; one wild figure would else become heartbeats without an end. */
  private static final long MAX_WATCH_MILLIS = 7L * 24 * 3600 * 1000;

  /** The contract's largest event time, and its largest value of a gift. */
  private static final long MAX_TIME = 253_402_300_799_999L;

  private static final long MAX_GIFT_PRICE = 1_000_000_000L;

  /** There are a few dozen; more than these are no longer remembered. */
  private static final int MAX_CATEGORIES = 10_000;

  private static final byte[] WHOLE_ROW = {};
  private static final byte[] NO_CATEGORY = {};
  private static final byte[] START = EventLine.ascii("-start");
  private static final byte[] END = EventLine.ascii("-end");
  private static final byte[] IMPRESSION = EventLine.ascii("-impression");
  private static final byte[] CLICK = EventLine.ascii("-click");
  private static final byte[] ENTER = EventLine.ascii("-enter");
  private static final byte[] LEAVE = EventLine.ascii("-leave");
  private static final byte[] HEARTBEAT = EventLine.ascii("-heartbeat-");
  private static final byte[] HOST_ID = EventLine.ascii(",\"hostId\":\"");
  private static final byte[] CATEGORY = EventLine.ascii(",\"category\":");
  private static final byte[] FOLLOWERS = EventLine.ascii(",\"followers\":");
  private static final byte[] AD_ID = EventLine.ascii(",\"adId\":\"card-");
  private static final byte[] IMPRESSION_ID = EventLine.ascii("\",\"impressionId\":\"");
  private static final byte[] UNIT_VALUE =
      EventLine.ascii(",\"giftId\":\"unknown\",\"repeatCount\":1,\"unitValue\":");
  private static final byte[] TEXT =
      EventLine.ascii(",\"text\":\"(the data set has no texts; comment ");
  private static final byte[] TEXT_END = EventLine.ascii(")\"");
  private static final byte[] QUOTE = EventLine.ascii("\"");

  private final Path directory;
  private final int wantedRooms;
  private final Consumer<FileReport> observer;
  private final EventLine event = new EventLine();
  private final LongIndex rooms = new LongIndex();
  private final Map<String, byte[]> categories = new HashMap<>();
  private volatile boolean stopped;
  private RoomChoice choice = RoomChoice.all();
  private EventSink sink;

  /** Null until their files are read, and where there are none. */
  private TraitTable streamers;

  private TraitTable users;

  // Of the file at hand
  private KuaiLiveFile file;
  private byte[] prefix;
  private CsvRows rows;
  private Columns columns;
  private Tally tally;

  /**
   * A conversion of a directory.
   *
   * @param rooms how many rooms to convert, those with the most clicks; {@link #ALL_ROOMS} for all
   * @param observer is told of each file when it is done
   */
  public KuaiLiveConversion(Path directory, int rooms, Consumer<FileReport> observer) {
    this.directory = directory;
    this.wantedRooms = rooms;
    this.observer = observer;
  }

  /**
   * Looks at the headers of all files, before anything is written.
   *
   * @throws InvalidRecordingException where a required file is missing, or a column of any file;
   *     the message names the file, the line and the columns that are expected
   * @throws IOException where a file cannot be read
   */
  public void check() throws IOException {
    for (KuaiLiveFile each : KuaiLiveFile.values()) {
      if (isThere(each)) {
        try (CsvRows header = new CsvRows(path(each))) {
          Columns.read(each, path(each), header);
        }
      } else if (each.isRequired()) {
        throw new InvalidRecordingException(
            path(each)
                + ": there is no such file; room.csv and click.csv are needed, "
                + each.fileName()
                + " with the columns "
                + String.join(", ", each.columns()));
      }
    }
  }

  /**
   * Converts everything, or what comes before {@link #stop()}.
   *
   * @throws InvalidRecordingException as {@link #check}
   * @throws IOException where a file cannot be read or the sink cannot be written to
   */
  public KuaiLiveReport run(EventSink out) throws IOException {
    check();
    sink = out;
    if (wantedRooms != ALL_ROOMS) {
      choice = RoomChoice.mostClicked(path(KuaiLiveFile.CLICK), wantedRooms, () -> stopped);
    }
    List<FileReport> reports = new ArrayList<>();
    for (KuaiLiveFile each : KuaiLiveFile.values()) {
      if (stopped) {
        break;
      }
      convert(each);
      reports.add(tally.report());
      observer.accept(tally.report());
    }
    return new KuaiLiveReport(List.copyOf(reports), stopped);
  }

  /** Ends the conversion after the row at hand; from any thread. */
  public void stop() {
    stopped = true;
  }

  private void convert(KuaiLiveFile which) throws IOException {
    file = which;
    prefix = EventLine.ascii(which.stem() + "-");
    tally = new Tally(which, isThere(which));
    if (!isThere(which)) {
      return;
    }
    try (CsvRows opened = new CsvRows(path(which))) {
      rows = opened;
      columns = Columns.read(which, path(which), opened);
      if (which == KuaiLiveFile.STREAMER) {
        streamers = new TraitTable(columns.traits());
      } else if (which == KuaiLiveFile.USER) {
        users = new TraitTable(columns.traits());
      }
      while (!stopped && rows.next()) {
        tally.row(rows.line());
        if (rows.problem() != null) {
          tally.leaveOut("the row " + rows.problem());
        } else if (rows.cells() != columns.count()) {
          tally.leaveOut("the row has not as many cells as the header");
        } else {
          row();
        }
      }
    }
  }

  private void row() throws IOException {
    switch (file) {
      case STREAMER -> traits(streamers);
      case USER -> traits(users);
      case ROOM -> room();
      default -> interaction();
    }
  }

  /** Keeps a row of streamers or users for later. */
  private void traits(TraitTable table) {
    if (!readId(0)) {
      return;
    }
    long id = rows.integer();
    if (table.find(id) >= 0) {
      tally.leaveOut(columns.name(0) + " is there again");
      return;
    }
    List<String> values = new ArrayList<>();
    for (int cell : columns.traitCells()) {
      String value = rows.text(cell);
      if (!TraitTable.fits(value)) {
        tally.note("a trait is longer than 128 characters");
        value = "";
      }
      values.add(value);
    }
    table.add(id, values, file == KuaiLiveFile.STREAMER ? followers() : FollowerRange.UNKNOWN);
  }

  private long followers() {
    String range = rows.text(columns.cell(1));
    long followers = FollowerRange.followers(range);
    if (followers == FollowerRange.UNKNOWN) {
      tally.note(
          columns.name(1) + (range.isEmpty() ? " is missing" : " is no range with two ends"));
    }
    return followers;
  }

  private void room() throws IOException {
    if (!readId(0)) {
      return;
    }
    long room = rows.integer();
    if (!choice.contains(room)) {
      tally.notChosen();
      return;
    }
    if (rooms.contains(room)) {
      tally.leaveOut("live_id is there again");
      return;
    }
    if (!readId(1)) {
      return;
    }
    long streamer = rows.integer();
    if (!read(2, 1, MAX_TIME)) {
      return;
    }
    long start = rows.integer();
    rooms.add(room);
    event.begin(prefix, tally.row(), START).in(room, EventType.STREAM_START).at(start);
    event.raw(HOST_ID).number(streamer).raw(QUOTE);
    byte[] category = category(rows.text(columns.cell(4)));
    if (category.length > 0) {
      event.raw(CATEGORY).raw(category);
    }
    streamer(streamer);
    emit(start);
    endOfRoom(room, start);
  }

  /** Followers and traits of a room's host. */
  private void streamer(long streamer) {
    if (streamers == null) {
      return;
    }
    int known = streamers.find(streamer);
    if (known < 0) {
      tally.note("streamer_id is not in streamer.csv");
      return;
    }
    if (streamers.followers(known) != FollowerRange.UNKNOWN) {
      event.raw(FOLLOWERS).number(streamers.followers(known));
    }
    streamers.append(known, event);
  }

  private void endOfRoom(long room, long start) throws IOException {
    Found found = rows.number(columns.cell(3));
    long end = rows.integer();
    if (found != Found.VALID) {
      tally.note("end_timestamp is " + (found == Found.MISSING ? "missing" : "no integer"));
    } else if (end < start) {
      tally.note("end_timestamp is before start_timestamp");
    } else if (end > MAX_TIME) {
      tally.note("end_timestamp is out of range");
    } else {
      event.begin(prefix, tally.row(), END).in(room, EventType.STREAM_END).at(end);
      emit(end);
    }
  }

  private void interaction() throws IOException {
    if (!readId(0)) {
      return;
    }
    long user = rows.integer();
    if (!readId(1)) {
      return;
    }
    long room = rows.integer();
    if (!choice.contains(room)) {
      tally.notChosen();
      return;
    }
    if (!read(2, 1, MAX_TIME)) {
      return;
    }
    long time = rows.integer();
    boolean isMapped =
        switch (file) {
          case CLICK -> click(user, room, time);
          case COMMENT -> comment(user, room, time);
          case GIFT -> gift(user, room, time);
          case LIKE -> like(user, room, time);
          default -> ad(EventType.AD_IMPRESSION, IMPRESSION, user, room, time);
        };
    if (isMapped && !rooms.contains(room)) {
      tally.note("live_id is not in room.csv");
    }
  }

  /** The room's card is seen and clicked; the viewer comes, stays, and goes. */
  private boolean click(long user, long room, long time) throws IOException {
    if (!read(3, 0, Math.min(MAX_WATCH_MILLIS, MAX_TIME - time))) {
      return false;
    }
    long watched = rows.integer();
    ad(EventType.AD_IMPRESSION, IMPRESSION, user, room, time);
    ad(EventType.AD_CLICK, CLICK, user, room, time);
    begin(ENTER, EventType.ENTER, user, room, time);
    if (users != null) {
      int known = users.find(user);
      if (known < 0) {
        tally.note("user_id is not in user.csv");
      } else {
        users.append(known, event);
      }
    }
    emit(time);
    long number = 1;
    for (long after = HEARTBEAT_MILLIS; after < watched; after += HEARTBEAT_MILLIS) {
      event.begin(prefix, tally.row(), HEARTBEAT).number(number);
      event.in(room, EventType.HEARTBEAT).by(user).at(time + after);
      emit(time + after);
      number++;
    }
    begin(LEAVE, EventType.LEAVE, user, room, time + watched);
    emit(time + watched);
    return true;
  }

  private boolean comment(long user, long room, long time) throws IOException {
    begin(WHOLE_ROW, EventType.BARRAGE, user, room, time);
    event.raw(TEXT).number(tally.row()).raw(TEXT_END);
    emit(time);
    return true;
  }

  private boolean gift(long user, long room, long time) throws IOException {
    if (!read(3, 0, MAX_GIFT_PRICE)) {
      return false;
    }
    begin(WHOLE_ROW, EventType.GIFT, user, room, time);
    event.raw(UNIT_VALUE).number(rows.integer());
    emit(time);
    return true;
  }

  private boolean like(long user, long room, long time) throws IOException {
    begin(WHOLE_ROW, EventType.LIKE, user, room, time);
    emit(time);
    return true;
  }

  private boolean ad(EventType type, byte[] part, long user, long room, long time)
      throws IOException {
    begin(part, type, user, room, time);
    event.raw(AD_ID).number(room).raw(IMPRESSION_ID).raw(prefix).number(tally.row()).raw(QUOTE);
    emit(time);
    return true;
  }

  private void begin(byte[] part, EventType type, long user, long room, long time) {
    event.begin(prefix, tally.row(), part).in(room, type).by(user).at(time);
  }

  private void emit(long time) throws IOException {
    event.end();
    sink.accept(time, event.bytes(), event.length());
    tally.event();
  }

  /** The category as JSON; empty where there is none that an event may hold. */
  private byte[] category(String text) {
    if (text.isEmpty()) {
      return NO_CATEGORY;
    }
    if (!TraitTable.fits(text)) {
      tally.note("live_content_category is longer than 128 characters");
      return NO_CATEGORY;
    }
    byte[] known = categories.get(text);
    if (known == null) {
      known = EventLine.json(text);
      if (categories.size() < MAX_CATEGORIES) {
        categories.put(text, known);
      }
    }
    return known;
  }

  private boolean readId(int column) {
    return read(column, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * Reads a required column as an integer in a range; where it is none the row is left out.
   *
   * @return whether {@link CsvRows#integer()} has it
   */
  private boolean read(int column, long least, long most) {
    Found found = rows.number(columns.cell(column));
    long value = rows.integer();
    if (found == Found.VALID && value >= least && value <= most) {
      return true;
    }
    String reason =
        switch (found) {
          case MISSING -> " is missing";
          case NONE -> " is no integer";
          case VALID -> value < 0 ? " is negative" : " is out of range";
        };
    tally.leaveOut(columns.name(column) + reason);
    return false;
  }

  private Path path(KuaiLiveFile which) {
    return directory.resolve(which.fileName());
  }

  private boolean isThere(KuaiLiveFile which) {
    return Files.isRegularFile(path(which));
  }
}
