package io.livegauge.job.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the heap holds of one key: its state object, and the inputs of its open slices.
 *
 * <p>Owned by {@link SliceOperator}; not thread-safe.
 *
 * @param <I> the input
 * @param <S> the stage's state object
 */
final class Resident<I, S> {
  /** An estimate of the object itself, its key and its place in the map of residents. */
  private static final long OWN_BYTES = 300;

  /** Inputs of an open slice; the first {@code stored} of them are in keyed state too. */
  static final class OpenSlice<I> {
    final long sliceEnd;
    final List<I> inputs;
    int stored;
    long bytes;

    OpenSlice(long sliceEnd, int expectedInputs) {
      this.sliceEnd = sliceEnd;
      this.inputs = new ArrayList<>(expectedInputs);
    }
  }

  /** The state object, or null while nobody has asked for it. */
  S state;

  /** Whether keyed state holds a state object. */
  boolean stored;

  /** Whether the state object has changed since it was loaded or written. */
  boolean changed;

  /** Slices up to this end may have inputs in keyed state that the heap does not hold. */
  final long unreadUpTo;

  /** The last slice end that this key was of use for. */
  long lastUsed = Long.MIN_VALUE;

  /** The slice end for which the key was last told to close without any input. */
  long due = Long.MAX_VALUE;

  private final TreeMap<Long, OpenSlice<I>> open = new TreeMap<>();
  private OpenSlice<I> latest;

  /** How many inputs a slice will have: as many as the last one, and some. */
  private int expectedInputs;

  private long inputBytes;
  private long stateBytes;

  Resident(long unreadUpTo) {
    this.unreadUpTo = unreadUpTo;
  }

  /** Adds an input; true if it is the first one of its slice here. */
  boolean add(long sliceEnd, I input, long bytes) {
    boolean first = false;
    if (latest == null || latest.sliceEnd != sliceEnd) {
      latest = open.get(sliceEnd);
      if (latest == null) {
        latest = new OpenSlice<>(sliceEnd, expectedInputs);
        open.put(sliceEnd, latest);
        first = true;
      }
    }
    latest.inputs.add(input);
    latest.bytes += bytes;
    inputBytes += bytes;
    lastUsed = Math.max(lastUsed, sliceEnd);
    return first;
  }

  /** Whether an open slice has that many inputs here, and none that keyed state alone holds. */
  boolean hasAtLeast(int count, long sliceEnd) {
    OpenSlice<I> slice = sliceEnd > unreadUpTo ? open(sliceEnd) : null;
    return slice != null && slice.inputs.size() >= count;
  }

  /** An open slice, or null where it has no inputs here. */
  OpenSlice<I> open(long sliceEnd) {
    return latest != null && latest.sliceEnd == sliceEnd ? latest : open.get(sliceEnd);
  }

  /** Takes a slice out, or null where it has no inputs here. */
  OpenSlice<I> take(long sliceEnd) {
    OpenSlice<I> slice = open.remove(sliceEnd);
    if (slice != null) {
      inputBytes -= slice.bytes;
      expectedInputs = slice.inputs.size() + slice.inputs.size() / 8;
      if (slice == latest) {
        latest = null;
      }
    }
    lastUsed = Math.max(lastUsed, sliceEnd);
    return slice;
  }

  /** The slices with inputs here, in order. */
  Iterable<OpenSlice<I>> openSlices() {
    return open.values();
  }

  boolean hasOpenSlices() {
    return !open.isEmpty();
  }

  void weigh(long bytes) {
    stateBytes = bytes;
  }

  /** The heap that it takes: an estimate. */
  long bytes() {
    return OWN_BYTES + inputBytes + stateBytes;
  }
}
