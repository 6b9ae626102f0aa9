package io.livegauge.job.slice;

import io.livegauge.job.config.Rules;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
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
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The frame of both stages that work slice by slice: collects a key's inputs per slice and closes
 * one slice after the other when the watermark passes its end, so that rules see a slice whole.
 *
 * <p>Owned state, both per key:
 *
 * <ul>
 *   <li>{@code pending}: inputs of a slice that is open, in a namespace of its slice end; cleared
 *       when it closes; bound by the events of the out-of-orderness and the skew of partitions.
 *   <li>{@code state}: the stage's state object, read and written once per closed slice; cleared as
 *       soon as the stage says that it is empty.
 * </ul>
 *
 * And of the operator, not of a key: {@code watermark}, the event time up to which slices were
 * closed when the state was taken; one number a subtask, handed to all of them at a restore. The
 * engine's own watermark begins anew there, and without it an event of a closed slice would open
 * that slice again. A barrier meets every subtask at the same watermark, so the numbers are equal;
 * of unequal ones the least counts. Beside it {@code layout}: the slice, the window and the number
 * of buckets that the state was taken with, which a restore must have too.
 *
 * <p>Timers: one for every slice end with inputs, and one for the next slice end at which the stage
 * must close without any. Records go out with the timestamp {@code slice end − 1}.
 *
 * <p>In a bounded run ({@code ordered}) the engine sorts a key's inputs by time and hands over one
 * key after the other, and a timer registered while timers fire is lost. So there slices close as
 * soon as an input of a later one comes, the rest at the key's end, and what is held is a plain
 * field.
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

  private final TypeInformation<I> inputType;
  private final TypeInformation<S> stateType;
  private final boolean ordered;
  private final long sliceMillis;
  private final String layout;

  private transient InternalListState<K, Long, I> pending;
  private transient ValueState<S> state;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ListState<Long> watermarkState;
  private transient long restoredWatermark;
  private transient ListState<String> layoutState;

  // Ordered runs only: the inputs and the state of the current key.
  private transient List<I> orderedInputs;
  private transient S orderedState;
  private transient long orderedSliceEnd;

  /**
   * @param ordered whether inputs of a key come in time order, one key after the other
   */
  protected SliceOperator(
      TypeInformation<I> inputType, TypeInformation<S> stateType, Rules rules, boolean ordered) {
    this.inputType = inputType;
    this.stateType = stateType;
    this.sliceMillis = rules.sliceMillis;
    this.layout = rules.layout();
    this.ordered = ordered;
  }

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
    state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", stateType));
    orderedInputs = new ArrayList<>();
    orderedSliceEnd = NONE;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermarkState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
    layoutState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("layout", StringSerializer.INSTANCE));
    restoredWatermark = Long.MIN_VALUE;
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
      restoredWatermark = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
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
    } else if (isLate(input) || sliceEnd - 1 <= closedUpTo()) {
      S current = state.value();
      takeLate(input, current == null ? newState() : current);
    } else {
      pending.setCurrentNamespace(sliceEnd);
      pending.add(input);
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, sliceEnd - 1);
    }
  }

  @Override
  public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
    if (ordered) {
      closeOrderedUpTo(Long.MAX_VALUE);
      orderedState = null;
      return;
    }
    long sliceEnd = timer.getTimestamp() + 1;
    List<I> inputs = new ArrayList<>();
    pending.setCurrentNamespace(sliceEnd);
    Iterable<I> stored = pending.get();
    if (stored != null) {
      stored.forEach(inputs::add);
      pending.clear();
    }
    S current = state.value();
    if (current == null) {
      current = newState();
    }
    // A timer of a due moment that has moved since finds nothing to do.
    if (inputs.isEmpty() && nextDue(sliceEnd - sliceMillis, current) > sliceEnd) {
      return;
    }
    closeSlice(timer.getKey(), sliceEnd, inputs, current);
    if (isEmpty(current)) {
      state.clear();
      return;
    }
    state.update(current);
    long due = nextDue(sliceEnd, current);
    if (due != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due - 1);
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
  @SuppressWarnings("unchecked") // the current key is the operator's key type
  private void closeOrderedUpTo(long lastSliceEnd) throws Exception {
    K key = (K) getCurrentKey();
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
