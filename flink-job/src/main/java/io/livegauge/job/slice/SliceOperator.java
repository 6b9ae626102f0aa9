package io.livegauge.job.slice;

import io.livegauge.job.config.Rules;
import io.livegauge.job.ingest.WallClock;
import io.livegauge.job.metric.JobMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The frame of both stages that work slice by slice: collects a key's inputs per slice and closes
 * one slice after the other when the watermark passes its end, so that rules see a slice whole.
 *
 * <p>A stage may take an open slice's inputs ahead of its close, part by part as the watermark goes
 * through it, so that little is left for the close. That can be undone, and is before a snapshot:
 * what is written is the state of closed slices.
 *
 * <p>Keys that are in use are resident: their state objects and the inputs of their open slices are
 * on the heap, and keyed state is not touched for an event or a slice. Before a snapshot everything
 * that has changed since the last one is written to keyed state (write-behind). Residents take a
 * budget of bytes, by estimate; above it keys are written and leave the heap, first those that are
 * idle in the present slice, then the one that was just closed: where all keys are in use in turn,
 * as in every slice, to drop the least recently used one would drop each just before its use.
 *
 * <p>Owned state, both per key:
 *
 * <ul>
 *   <li>{@code pending}: inputs of a slice that is open, in a namespace of its slice end, appended
 *       to at every snapshot; cleared when it closes; bound by the events of the out-of-orderness
 *       and the skew of partitions.
 *   <li>the stage's state object, in the stage's {@link StateStore}; cleared as soon as the stage
 *       says that it is empty.
 * </ul>
 *
 * And of the operator, not of a key: {@code watermark}, the event time up to which slices were
 * closed when the state was taken; one number a subtask, handed to all of them at a restore. The
 * engine's own watermark begins anew there, and without it an event of a closed slice would open
 * that slice again. A barrier meets every subtask at the same watermark, so the numbers are equal;
 * of unequal ones the least counts. {@code newest}: the newest slice end that has inputs in keyed
 * state, of all subtasks the largest; later slices are not looked for there. And {@code layout}:
 * the slice, the window and the number of buckets that the state was taken with, which a restore
 * must have too.
 *
 * <p>Timers: one for every slice end with inputs, and one for the next slice end at which the stage
 * must close without any. Records go out with the timestamp {@code slice end − 1}.
 *
 * <p>In a bounded run ({@code ordered}) the engine sorts a key's inputs by time and hands over one
 * key after the other, and a timer registered while timers fire is lost. So there slices close as
 * soon as an input of a later one comes, the rest at the key's end, and what is held is a plain
 * field.
 *
 * <p>Metrics: what is resident and what had to leave, and how far event time is behind; see {@link
 * JobMetrics}. Their values are read by another thread as they happen to be.
 *
 * @param <K> the key
 * @param <I> the input
 * @param <S> the stage's state object
 * @param <O> the output
 */
public abstract class SliceOperator<K, I, S, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, Triggerable<K, VoidNamespace> {
  private static final long serialVersionUID = 1L;
  private static final long NONE = Long.MIN_VALUE;

  /** In how many parts a slice is taken ahead of its close; the last is left for the close. */
  private static final int AHEAD_PARTS = 25;

  /** How many parts a watermark may pass at once, where it is to be followed. */
  private static final int LONGEST_STEP = 5;

  /** How many such steps in a row tell that there is no backlog. */
  private static final int STEADY_STEPS = 8;

  private final TypeInformation<I> inputType;
  private final boolean ordered;
  private final long sliceMillis;
  private final String layout;
  private final long residentBytes;
  private final int aheadFrom;

  private transient InternalListState<K, Long, I> pending;
  private transient StateStore<S> store;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ListState<Long> watermarkState;
  private transient long restoredWatermark;
  private transient ListState<Long> newestState;
  private transient long newestStored;
  private transient ListState<String> layoutState;

  /** By key, the one that was not used for the longest time first. */
  private transient LinkedHashMap<K, Resident<I, S>> residents;

  private transient long heapBytes;
  private transient Counter evictions;

  /** The open slice that was last taken ahead, of which so many parts, of all residents or not. */
  private transient long aheadSliceEnd;

  private transient int aheadParts;
  private transient boolean aheadIsBehind;

  /** How many watermarks in a row went by no more than a longest step. */
  private transient int steps;

  // Ordered runs only: the inputs and the state of the current key.
  private transient List<I> orderedInputs;
  private transient S orderedState;
  private transient long orderedSliceEnd;

  /**
   * @param residentBytes the budget of a subtask for what is resident
   * @param ordered whether inputs of a key come in time order, one key after the other
   * @param aheadFrom how many inputs a slice must have to be taken ahead of its close
   */
  protected SliceOperator(
      TypeInformation<I> inputType,
      Rules rules,
      long residentBytes,
      boolean ordered,
      int aheadFrom) {
    this.aheadFrom = aheadFrom;
    this.inputType = inputType;
    this.sliceMillis = rules.sliceMillis;
    this.layout = rules.layout();
    this.residentBytes = residentBytes;
    this.ordered = ordered;
  }

  /** Opens the stage's keyed state. */
  protected abstract StateStore<S> openStore() throws Exception;

  /** The heap that an input takes: an estimate, in bytes. */
  protected abstract long heapBytes(I input);

  /** The end of the slice that an input belongs to. */
  protected abstract long sliceEndOf(I input);

  /** The state of a key that has none. */
  protected abstract S newState();

  /** Whether nothing need be kept. */
  protected abstract boolean isEmpty(S state);

  /** Closes a slice; {@code inputs} may be empty. */
  protected abstract void closeSlice(K key, long sliceEnd, List<I> inputs, S state)
      throws Exception;

  /**
   * The next slice end after {@code sliceEnd} that must be closed even without inputs, or {@link
   * Long#MAX_VALUE}.
   */
  protected abstract long nextDue(long sliceEnd, S state);

  /**
   * Takes inputs of an open slice ahead of its close; all earlier slices of the key are closed. The
   * state must be as before again when {@link #undo} was called.
   *
   * @param parts into how many stretches of equal length the slice's time is divided
   * @param finalParts the first of them, which the watermark has passed
   * @param inputs all that came so far, in order of arrival
   * @return whether more of these parts is left to take
   */
  protected boolean takeAhead(
      K key, long sliceEnd, int parts, int finalParts, List<I> inputs, S state) throws Exception {
    return false;
  }

  /** Takes back what {@link #takeAhead} did to a state since a slice was last closed. */
  protected void undo(S state) {}

  /** Whether an input was judged to be late before it came here. */
  protected boolean isLate(I input) {
    return false;
  }

  /** Takes an input whose slice is closed; the state is for reading. */
  protected abstract void takeLate(I input, S state) throws Exception;

  @Override
  @SuppressWarnings("unchecked") // the backend hands out the internal form of every list state
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("slices", VoidNamespaceSerializer.INSTANCE, this);
    pending =
        (InternalListState<K, Long, I>)
            getOrCreateKeyedState(
                LongSerializer.INSTANCE, new ListStateDescriptor<>("pending", inputType));
    store = openStore();
    residents = new LinkedHashMap<>(16, 0.75f, true);
    registerMetrics(getMetricGroup());
    orderedInputs = new ArrayList<>();
    orderedSliceEnd = NONE;
    aheadSliceEnd = NONE;
    steps = 0;
  }

  private void registerMetrics(MetricGroup group) {
    evictions = JobMetrics.EVICTIONS.counter(group);
    JobMetrics.RESIDENT_BYTES.gauge(group, () -> heapBytes);
    JobMetrics.RESIDENT_KEYS.gauge(group, () -> (long) residents.size());
    JobMetrics.WATERMARK_LAG.gauge(
        group, () -> lag(timers.currentWatermark(), WallClock.SYSTEM.millis()));
  }

  /** How far a watermark is behind a clock; −1 where event time has not begun, or is over. */
  static long lag(long watermark, long now) {
    boolean isTime = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    return isTime ? now - watermark : -1;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermarkState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
    newestState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("newest", LongSerializer.INSTANCE));
    layoutState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("layout", StringSerializer.INSTANCE));
    restoredWatermark = NONE;
    newestStored = NONE;
    if (context.isRestored()) {
      for (String taken : layoutState.get()) {
        if (!taken.equals(layout)) {
          throw new IllegalStateException(
              "the state to restore was taken with "
                  + taken
                  + ", this job is configured with "
                  + layout
                  + ": state is bound to these, so give the former or start without state");
        }
      }
      long least = Long.MAX_VALUE;
      for (long watermark : watermarkState.get()) {
        least = Math.min(least, watermark);
      }
      restoredWatermark = least == Long.MAX_VALUE ? NONE : least;
      for (long newest : newestState.get()) {
        newestStored = Math.max(newestStored, newest);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (Map.Entry<K, Resident<I, S>> entry : residents.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
    newestState.update(List.of(newestStored));
    watermarkState.update(List.of(closedUpTo()));
    layoutState.update(List.of(layout));
  }

  /** Slices whose last instant is not after it are closed. */
  private long closedUpTo() {
    return Math.max(restoredWatermark, timers.currentWatermark());
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    I input = element.getValue();
    long sliceEnd = sliceEndOf(input);
    if (ordered) {
      takeOrdered(input, sliceEnd);
      return;
    }
    K key = currentKey();
    Resident<I, S> resident = resident(key);
    long before = resident.bytes();
    if (isLate(input) || sliceEnd - 1 <= closedUpTo()) {
      takeLate(input, stateOf(resident));
      dropIfEmpty(key, resident);
    } else if (resident.add(sliceEnd, input, heapBytes(input))) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, sliceEnd - 1);
    }
    heapBytes += resident.bytes() - before;
    while (heapBytes > residentBytes && !residents.isEmpty()) {
      evict(eldest());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long before = timers.currentWatermark();
    super.processWatermark(mark);
    long time = mark.getTimestamp();
    // Where time goes in strides there is a backlog, and nobody waits for a close.
    boolean isStride = time - sliceMillis * LONGEST_STEP / AHEAD_PARTS > before;
    steps = isStride ? 0 : Math.min(STEADY_STEPS, steps + 1);
    if (!ordered && steps == STEADY_STEPS) {
      takeAhead(time);
    }
  }

  /** Takes what became final of the slice that the watermark is in: one part of a key at a time. */
  private void takeAhead(long watermark) throws Exception {
    long sliceEnd = (Math.floorDiv(watermark + 1, sliceMillis) + 1) * sliceMillis;
    long passed = watermark + 1 - (sliceEnd - sliceMillis);
    int parts = (int) (passed * AHEAD_PARTS / sliceMillis);
    if (sliceEnd == aheadSliceEnd && parts == aheadParts && !aheadIsBehind) {
      return;
    }
    aheadSliceEnd = sliceEnd;
    aheadParts = parts;
    aheadIsBehind = false;
    if (parts == 0) {
      return;
    }
    for (Map.Entry<K, Resident<I, S>> entry : residents.entrySet()) {
      K key = entry.getKey();
      Resident<I, S> resident = entry.getValue();
      if (resident.hasAtLeast(aheadFrom, sliceEnd)) {
        long bytes = resident.bytes();
        setCurrentKey(key);
        S state = stateOf(resident);
        List<I> inputs = resident.open(sliceEnd).inputs;
        aheadIsBehind |= takeAhead(key, sliceEnd, AHEAD_PARTS, parts, inputs, state);
        resident.weigh(store.heapBytes(state));
        heapBytes += resident.bytes() - bytes;
      }
    }
  }

  @Override
  public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
    if (ordered) {
      closeOrderedUpTo(Long.MAX_VALUE);
      orderedState = null;
      return;
    }
    K key = timer.getKey();
    long sliceEnd = timer.getTimestamp() + 1;
    Resident<I, S> resident = resident(key);
    long before = resident.bytes();
    List<I> inputs = takeInputs(resident, sliceEnd);
    S state = stateOf(resident);
    // A timer of a due moment that has moved since finds nothing to do.
    if (!inputs.isEmpty() || nextDue(sliceEnd - sliceMillis, state) <= sliceEnd) {
      closeSlice(key, sliceEnd, inputs, state);
      resident.changed = true;
      resident.weigh(store.heapBytes(state));
      registerDue(resident, sliceEnd);
    }
    heapBytes += resident.bytes() - before;
    dropIfEmpty(key, resident);
    while (heapBytes > residentBytes && !residents.isEmpty()) {
      Map.Entry<K, Resident<I, S>> eldest = eldest();
      boolean isIdle = eldest.getValue().lastUsed < sliceEnd;
      boolean isHere = !isIdle && residents.containsKey(key);
      evict(isHere ? Map.entry(key, resident) : eldest);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<K, VoidNamespace> timer) {
    throw new IllegalStateException("the road knows event time only");
  }

  /** Hands a record on, at the time of a slice. */
  protected final void emit(long sliceEnd, O value) {
    output.collect(new StreamRecord<>(value, sliceEnd - 1));
  }

  /** Hands a record to a side output. */
  protected final <T> void emit(OutputTag<T> tag, long sliceEnd, T value) {
    output.collect(tag, new StreamRecord<>(value, sliceEnd - 1));
  }

  /** How many keys are on the heap. */
  public final int residentKeys() {
    return residents.size();
  }

  /** The heap that residents take, by estimate. */
  public final long residentHeap() {
    return heapBytes;
  }

  @SuppressWarnings("unchecked") // the current key is the operator's key type
  private K currentKey() {
    return (K) getCurrentKey();
  }

  /** The resident of the current key. */
  private Resident<I, S> resident(K key) {
    Resident<I, S> resident = residents.get(key);
    if (resident == null) {
      resident = new Resident<>(newestStored);
      residents.put(key, resident);
      heapBytes += resident.bytes();
    }
    return resident;
  }

  /** The state of the current key's resident, loaded where it is not there yet. */
  private S stateOf(Resident<I, S> resident) throws Exception {
    if (resident.state == null) {
      S loaded = store.load();
      resident.stored = loaded != null;
      resident.state = loaded == null ? newState() : loaded;
      resident.weigh(store.heapBytes(resident.state));
    }
    return resident.state;
  }

  /** Takes the current key's inputs of a slice out of heap and keyed state. */
  private List<I> takeInputs(Resident<I, S> resident, long sliceEnd) throws Exception {
    Resident.OpenSlice<I> slice = resident.take(sliceEnd);
    List<I> onHeap = slice == null ? List.of() : slice.inputs;
    int stored = slice == null ? 0 : slice.stored;
    pending.setCurrentNamespace(sliceEnd);
    if (sliceEnd > resident.unreadUpTo) {
      if (stored > 0) {
        pending.clear();
      }
      return onHeap;
    }
    Iterable<I> unread = pending.get();
    if (unread == null) {
      return onHeap;
    }
    List<I> inputs = new ArrayList<>();
    unread.forEach(inputs::add);
    inputs.addAll(onHeap.subList(stored, onHeap.size()));
    pending.clear();
    return inputs;
  }

  private void registerDue(Resident<I, S> resident, long sliceEnd) {
    long due = nextDue(sliceEnd, resident.state);
    if (due != Long.MAX_VALUE && due != resident.due) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due - 1);
    }
    resident.due = due;
  }

  /** Forgets the current key where nothing need be kept of it. */
  private void dropIfEmpty(K key, Resident<I, S> resident) throws Exception {
    if (!isEmpty(resident.state)) {
      return;
    }
    if (resident.stored) {
      store.clear();
      resident.stored = false;
    }
    resident.changed = false;
    if (resident.hasOpenSlices()) {
      resident.state = newState();
    } else {
      residents.remove(key);
      heapBytes -= resident.bytes();
    }
  }

  private Map.Entry<K, Resident<I, S>> eldest() {
    return residents.entrySet().iterator().next();
  }

  private void evict(Map.Entry<K, Resident<I, S>> entry) throws Exception {
    K key = entry.getKey();
    Resident<I, S> resident = entry.getValue();
    write(key, resident);
    residents.remove(key);
    heapBytes -= resident.bytes();
    evictions.inc();
  }

  /** Brings keyed state up to what the heap holds of a key. The current key is that one then. */
  private void write(K key, Resident<I, S> resident) throws Exception {
    setCurrentKey(key);
    for (Resident.OpenSlice<I> slice : resident.openSlices()) {
      int size = slice.inputs.size();
      if (slice.stored < size) {
        pending.setCurrentNamespace(slice.sliceEnd);
        pending.addAll(slice.inputs.subList(slice.stored, size));
        slice.stored = size;
        newestStored = Math.max(newestStored, slice.sliceEnd);
      }
    }
    if (resident.changed) {
      undo(resident.state);
      aheadIsBehind = true;
      store.write(resident.state);
      resident.stored = true;
      resident.changed = false;
    }
  }

  private void takeOrdered(I input, long sliceEnd) throws Exception {
    if (orderedState == null) {
      orderedState = newState();
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Long.MAX_VALUE - 1);
    }
    if (sliceEnd != orderedSliceEnd) {
      closeOrderedUpTo(sliceEnd - sliceMillis);
      orderedSliceEnd = sliceEnd;
    }
    orderedInputs.add(input);
  }

  /** Closes the slice that has inputs, and all that are due without, up to a slice end. */
  private void closeOrderedUpTo(long lastSliceEnd) throws Exception {
    K key = currentKey();
    long closed = NONE;
    if (orderedSliceEnd != NONE) {
      closeSlice(key, orderedSliceEnd, orderedInputs, orderedState);
      orderedInputs.clear();
      closed = orderedSliceEnd;
      orderedSliceEnd = NONE;
    }
    while (closed != NONE) {
      long due = nextDue(closed, orderedState);
      if (due > lastSliceEnd || due == Long.MAX_VALUE) {
        break;
      }
      closeSlice(key, due, List.of(), orderedState);
      closed = due;
    }
  }
}
