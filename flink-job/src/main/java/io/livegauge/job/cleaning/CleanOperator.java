package io.livegauge.job.cleaning;

import io.livegauge.event.Event;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.BookKeeper;
import io.livegauge.job.OperatorNames;
import io.livegauge.job.config.Rules;
import io.livegauge.job.ingest.RoadTypes;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.slice.SliceOperator;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.StateStore;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.OutputTag;

/**
 * Clean and slice: the rules that look at one user at a time, and the sums of a slice.
 *
 * <p>Key: (streamId, bucket). State, timers and clearing: {@link SliceOperator}; the state is one
 * {@link BucketState}, bound by the users of the last {@code silence} and the fingerprints of the
 * longest duplicate window, and gone after that; after an end by stream_end only the end is left,
 * for 24 hours. In keyed state it lies as {@link BucketStore} says. Side output: {@link
 * #REJECTIONS}. Metrics: valid events and what cleaning rejects, see {@link JobMetrics}.
 */
public final class CleanOperator
    extends SliceOperator<Tuple2<String, Integer>, BucketedEvent, BucketState, SlicePartial> {
  private static final long serialVersionUID = 1L;

  /** An estimate of what an event takes on the heap beside its bytes. */
  private static final long EVENT_BYTES = 90;

  /** For fewer events a slice costs more to take in parts than it spares at the close. */
  private static final int AHEAD_FROM = 32;

  /** Rejected records, of this stage and of others. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("rejections", RoadTypes.REJECTION);

  private final Rules rules;

  private transient BucketRules bucketRules;
  private transient BookKeeper valid;
  private transient BookKeeper[] reasons;

  /**
   * @param residentBytes the budget of a subtask for what is resident
   * @param ordered whether a key's events come in time order, one key after the other
   */
  public CleanOperator(Rules rules, long residentBytes, boolean ordered) {
    this(rules, residentBytes, ordered, AHEAD_FROM);
  }

  /**
   * @param aheadFrom how many events a bucket's slice must have to be taken ahead of its close
   */
  public CleanOperator(Rules rules, long residentBytes, boolean ordered, int aheadFrom) {
    super(BucketedEvent.TYPE, rules, residentBytes, ordered, aheadFrom);
    this.rules = rules;
  }

  @Override
  public void open() throws Exception {
    super.open();
    bucketRules = new BucketRules(rules);
    valid = BookKeeper.of(getRuntimeContext(), JobMetrics.VALID);
    reasons = BookKeeper.ofReasons(getRuntimeContext(), OperatorNames.CLEAN);
  }

  @Override
  protected StateStore<BucketState> openStore() {
    return new BucketStore(getRuntimeContext(), rules.fingerprintMillis);
  }

  @Override
  protected long heapBytes(BucketedEvent input) {
    return EVENT_BYTES + input.event().size();
  }

  @Override
  protected long sliceEndOf(BucketedEvent input) {
    return rules.sliceEndOf(input.event().eventTime());
  }

  @Override
  protected BucketState newState() {
    return new BucketState(rules.fingerprintMillis);
  }

  @Override
  protected boolean isEmpty(BucketState state) {
    return state.isEmpty();
  }

  @Override
  protected void closeSlice(
      Tuple2<String, Integer> key, long sliceEnd, List<BucketedEvent> inputs, BucketState state) {
    SlicePartial partial =
        bucketRules.close(
            key.f0, sliceEnd, inputs, state, rejection -> reject(sliceEnd, rejection));
    valid.add(partial.valid);
    if (!partial.isEmpty()) {
      emit(sliceEnd, partial);
    }
  }

  @Override
  protected boolean takeAhead(
      Tuple2<String, Integer> key,
      long sliceEnd,
      int parts,
      int finalParts,
      List<BucketedEvent> inputs,
      BucketState state) {
    return bucketRules.takeAhead(key.f0, sliceEnd, parts, finalParts, inputs, state);
  }

  @Override
  protected void undo(BucketState state) {
    bucketRules.undo(state);
  }

  @Override
  protected long nextDue(long sliceEnd, BucketState state) {
    return bucketRules.nextDue(sliceEnd, state);
  }

  @Override
  protected boolean isLate(BucketedEvent input) {
    return input.late();
  }

  @Override
  protected void takeLate(BucketedEvent input, BucketState state) {
    if (!input.counted()) {
      return;
    }
    Event event = input.event().unpack();
    long sliceEnd = sliceEndOf(input);
    switch (bucketRules.judgeLate(event, state)) {
      case LATE ->
          reject(
              sliceEnd,
              Rejection.of(
                  Reason.LATE,
                  "its slice ended at " + sliceEnd + " and was closed when it came",
                  event));
      case STREAM_ENDED -> reject(sliceEnd, BucketRules.endedRejection(event, state));
      case SETTLEMENT -> {
        SlicePartial partial = new SlicePartial(event.streamId, sliceEnd);
        partial.settlements.add(event);
        emit(sliceEnd, partial);
      }
    }
  }

  private void reject(long sliceEnd, Rejection rejection) {
    reasons[rejection.reason().ordinal()].add(1);
    emit(REJECTIONS, sliceEnd, rejection);
  }
}
