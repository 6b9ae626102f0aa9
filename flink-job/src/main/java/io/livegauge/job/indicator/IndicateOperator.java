package io.livegauge.job.indicator;

import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.BookKeeper;
import io.livegauge.job.OperatorNames;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.job.config.Rules;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.slice.SliceOperator;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.StateStore;
import io.livegauge.measure.Measurement;
import java.util.List;
import org.apache.flink.util.OutputTag;

/**
 * Merge and indicate: adds what the buckets of a stream say of a slice, applies the rules of the
 * whole stream, and measures window and session.
 *
 * <p>Key: streamId. State, timers and clearing: {@link SliceOperator}; the state is one {@link
 * StreamState}, bound by the window's slices and the session's buyers, codes and games, and gone
 * when the session ends; after an end by stream_end only the end is left, for 24 hours. Side
 * outputs: {@link CleanOperator#REJECTIONS} (order outliers), {@link #SETTLEMENTS}. Metrics:
 * accepted events, settlements and order outliers, see {@link JobMetrics}.
 */
public final class IndicateOperator
    extends SliceOperator<String, SlicePartial, StreamState, Measurement> {
  private static final long serialVersionUID = 1L;

  // Estimates of what a partial without events, and an event, take on the heap.
  private static final long PARTIAL_BYTES = 2_000;
  private static final long EVENT_BYTES = 450;

  /** Events that only the trainer wants. */
  public static final OutputTag<Settlement> SETTLEMENTS =
      new OutputTag<>("settlements", MeasuredTypes.SETTLEMENT);

  private final Rules rules;

  private transient StreamRules streamRules;
  private transient BookKeeper accepted;
  private transient BookKeeper settlements;
  private transient BookKeeper[] reasons;

  /**
   * @param residentBytes the budget of a subtask for what is resident
   * @param ordered whether a stream's partials come in time order, one stream after the other
   */
  public IndicateOperator(Rules rules, long residentBytes, boolean ordered) {
    super(SlicePartial.TYPE, rules, residentBytes, ordered, Integer.MAX_VALUE);
    this.rules = rules;
  }

  @Override
  public void open() throws Exception {
    super.open();
    streamRules = new StreamRules(rules);
    accepted = BookKeeper.of(getRuntimeContext(), JobMetrics.ACCEPTED);
    settlements = BookKeeper.of(getRuntimeContext(), JobMetrics.SETTLEMENTS);
    reasons = BookKeeper.ofReasons(getRuntimeContext(), OperatorNames.INDICATE);
  }

  @Override
  protected StateStore<StreamState> openStore() {
    return new StreamStore(getRuntimeContext());
  }

  @Override
  protected long heapBytes(SlicePartial input) {
    return PARTIAL_BYTES + EVENT_BYTES * (input.orders.size() + input.settlements.size());
  }

  @Override
  protected long sliceEndOf(SlicePartial input) {
    return input.sliceEnd;
  }

  @Override
  protected StreamState newState() {
    return new StreamState();
  }

  @Override
  protected boolean isEmpty(StreamState state) {
    return state.isEmpty();
  }

  @Override
  protected void closeSlice(
      String streamId, long sliceEnd, List<SlicePartial> inputs, StreamState state) {
    Outputs outputs = new Outputs(sliceEnd);
    streamRules.close(streamId, sliceEnd, inputs, state, outputs);
    long sum = -outputs.rejected;
    for (SlicePartial partial : inputs) {
      sum += partial.accepted();
    }
    // At once: to whoever reads it, a counter that falls has begun anew.
    accepted.add(sum);
  }

  @Override
  protected long nextDue(long sliceEnd, StreamState state) {
    return streamRules.nextDue(sliceEnd, state);
  }

  /** Only settlements after an end come for a slice that is closed. */
  @Override
  protected void takeLate(SlicePartial input, StreamState state) {
    streamRules.settle(List.of(input), state, new Outputs(input.sliceEnd));
  }

  private final class Outputs implements StreamRules.Results {
    private final long sliceEnd;
    private long rejected;

    Outputs(long sliceEnd) {
      this.sliceEnd = sliceEnd;
    }

    @Override
    public void measurement(Measurement measurement) {
      emit(sliceEnd, measurement);
    }

    @Override
    public void rejection(Rejection rejection) {
      reasons[rejection.reason().ordinal()].add(1);
      rejected++;
      emit(CleanOperator.REJECTIONS, sliceEnd, rejection);
    }

    @Override
    public void settlement(Settlement settlement) {
      settlements.add(1);
      emit(SETTLEMENTS, sliceEnd, settlement);
    }
  }
}
