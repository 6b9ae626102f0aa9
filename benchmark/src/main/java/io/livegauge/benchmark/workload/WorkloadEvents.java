package io.livegauge.benchmark.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livegauge.event.EventType;
import io.livegauge.event.Topic;

/**
 * The events of a workload, one after the other, in the order in which they arrive. First comes the
 * start of every room, then what the viewers do, who have been there for a while. Not thread-safe.
 *
 * <p>Every viewer has a seat in a room, for the room's size is a number of seats; who leaves makes
 * room for the next. An event picks a seat at random, or the next one whose viewer did nothing for
 * the last 1.5 s.
 */
public final class WorkloadEvents {
  /** Two slices of 1 s have one barrage each then, which is what a cap allows at least. */
  private static final long REST_MILLIS = 1_500;

  private static final long SENT_AGAIN_MILLIS = 2_000;
  private static final long REPEATED_MILLIS = 300_000;

  // Of 65,536: 2.5 % each
  private static final int SENT_AGAIN = 1_638;
  private static final int REPEATED = 2 * SENT_AGAIN;

  private final Workload workload;
  private final long seed;
  private final Viewing viewing;
  private final EventText text = new EventText();
  private final byte[][] keys;

  // By seat
  private final int[] rooms;
  private final long[] viewers;
  private final int[] steps;
  private final int[] firstSteps;
  private final int[] stays;
  private final long[] came;
  private final long[] acted;
  private long nextViewer;

  // The last distinct events, of which some are sent again: a ring
  private final int[] lastRooms;
  private final long[] lastViewers;
  private final int[] lastSteps;
  private final long[] lastTimes;
  private long distinct;

  // The event at hand
  private long index = -1;
  private EventType type;
  private int room;
  private long viewer;
  private long eventTime;
  private boolean duplicate;
  private long duplicates;

  WorkloadEvents(Workload workload) {
    this.workload = workload;
    this.seed = SplitMix.mix(~workload.seed());
    this.viewing = new Viewing(workload.seed());
    keys = new byte[workload.rooms()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Workload.streamId(i).getBytes(UTF_8);
    }
    rooms = Seats.rooms(workload);
    viewers = new long[rooms.length];
    steps = new int[rooms.length];
    firstSteps = new int[rooms.length];
    stays = new int[rooms.length];
    came = new long[rooms.length];
    acted = new long[rooms.length];
    for (int seat = 0; seat < rooms.length; seat++) {
      take(seat);
      // A multiple of 8 needs nothing of the steps before, which nobody has seen.
      firstSteps[seat] =
          8 * (int) Long.remainderUnsigned(viewing.draw(viewers[seat], 0), stays[seat] / 8);
      steps[seat] = firstSteps[seat];
    }
    // 1.5 s of arrivals and a few that are duplicates
    int ring = Math.max(1, workload.eventsPerSecond() * 3 / 2);
    lastRooms = new int[ring];
    lastViewers = new long[ring];
    lastSteps = new int[ring];
    lastTimes = new long[ring];
  }

  /** Goes on to the next event; there always is one. */
  public void next() {
    index++;
    long now = workload.timeOf(index);
    duplicate = false;
    if (index < keys.length) {
      start((int) index, now);
      return;
    }
    long draw = SplitMix.mix(seed + index);
    int chance = (int) (draw & 0xFFFF);
    int seat = (int) Long.remainderUnsigned(draw >>> 16, rooms.length);
    if (chance < SENT_AGAIN) {
      duplicate = sendAgain(draw >>> 16, now);
    } else if (chance < REPEATED) {
      duplicate = repeat(seat, draw >>> 16, now);
    }
    if (duplicate) {
      duplicates++;
    } else {
      act(rested(seat, now), now);
    }
  }

  /** From 0. */
  public long index() {
    return index;
  }

  /** The type of the event at hand. */
  public EventType type() {
    return type;
  }

  /** The topic that carries it. */
  public Topic topic() {
    return type.topic();
  }

  /** The room's number, from 0. */
  public int room() {
    return room;
  }

  /** The viewer's number, from 0; below 0 for the start of a room, which nobody watches. */
  public long viewer() {
    return viewer;
  }

  /** The record key: the streamId in UTF-8. Shared between events, not to be changed. */
  public byte[] key() {
    return keys[room];
  }

  /** Event time, epoch ms; also the timestamp of the record. */
  public long eventTime() {
    return eventTime;
  }

  /** Whether an earlier event has the same {@code eventId}. */
  public boolean duplicate() {
    return duplicate;
  }

  /** How many of the events so far are duplicates. */
  public long duplicates() {
    return duplicates;
  }

  /** The record value: JSON in UTF-8, in an array of its own. */
  public byte[] value() {
    return text.copy();
  }

  private void start(int startedRoom, long now) {
    type = EventType.STREAM_START;
    room = startedRoom;
    viewer = -1L - startedRoom;
    eventTime = now;
    text.writeStart(keys[room], room, now, viewing.draw(viewer, 0));
  }

  private boolean sendAgain(long draw, long now) {
    int known = (int) Math.min(distinct, lastTimes.length);
    if (known == 0) {
      return false;
    }
    int at = (int) Long.remainderUnsigned(draw, known);
    if (now - lastTimes[at] > SENT_AGAIN_MILLIS) {
      return false;
    }
    write(lastRooms[at], lastViewers[at], lastSteps[at], lastTimes[at]);
    return true;
  }

  private boolean repeat(int seat, long draw, long now) {
    int seen = steps[seat] - firstSteps[seat];
    if (seen == 0 || now - acted[seat] > REPEATED_MILLIS) {
      return false;
    }
    int back =
        now - came[seat] > REPEATED_MILLIS ? 1 : 1 + (int) Long.remainderUnsigned(draw, seen);
    write(rooms[seat], viewers[seat], steps[seat] - back, now);
    return true;
  }

  private int rested(int seat, long now) {
    int found = seat;
    while (now - acted[found] < REST_MILLIS) {
      found = found + 1 == rooms.length ? 0 : found + 1;
    }
    return found;
  }

  private void act(int seat, long now) {
    int step = steps[seat];
    if (step == firstSteps[seat]) {
      came[seat] = now;
    }
    write(rooms[seat], viewers[seat], step, now);
    int at = (int) (distinct++ % lastTimes.length);
    lastRooms[at] = rooms[seat];
    lastViewers[at] = viewers[seat];
    lastSteps[at] = step;
    lastTimes[at] = now;
    acted[seat] = now;
    steps[seat] = step + 1;
    if (step + 1 == stays[seat]) {
      take(seat);
    }
  }

  /** The next viewer sits down. */
  private void take(int seat) {
    viewers[seat] = nextViewer++;
    stays[seat] = viewing.stay(viewers[seat]);
    firstSteps[seat] = 0;
    steps[seat] = 0;
  }

  private void write(int ofRoom, long ofViewer, int step, long time) {
    viewer = ofViewer;
    type = viewing.type(viewer, step, viewing.stay(viewer));
    room = ofRoom;
    eventTime = time;
    long before = step == 0 ? 0 : viewing.draw(viewer, step - 1);
    text.write(type, keys[room], room, viewer, step, time, viewing.draw(viewer, step), before);
  }
}
