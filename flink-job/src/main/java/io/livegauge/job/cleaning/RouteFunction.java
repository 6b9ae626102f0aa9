package io.livegauge.job.cleaning;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.job.BookKeeper;
import io.livegauge.job.OperatorNames;
import io.livegauge.job.config.Rules;
import io.livegauge.job.metric.JobMetrics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends every event to the bucket of its user, and records that are no events to the side output
 * {@link CleanOperator#REJECTIONS}. A stream_end goes to all buckets, so that each knows the
 * session's end by itself; whether it is late is judged here, once, since the buckets' watermarks
 * may differ at that moment. Here it cannot be judged too leniently: what is not behind this
 * watermark is not behind any that follows from it.
 *
 * <p>What it sends is written to the shuffle at once, so that the source can decode into one event
 * again and again; then one envelope for each bucket serves all.
 *
 * <p>No state. Metrics: records read, INVALID, FUTURE, see {@link JobMetrics}.
 */
public final class RouteFunction extends ProcessFunction<Decoded, BucketedEvent> {
  private static final long serialVersionUID = 1L;

  private final Rules rules;
  private transient BucketedEvent[] envelopes;
  private transient BookKeeper read;
  private transient BookKeeper[] reasons;

  public RouteFunction(Rules rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    envelopes = new BucketedEvent[rules.buckets];
    read = BookKeeper.of(getRuntimeContext(), JobMetrics.READ);
    reasons = BookKeeper.ofReasons(getRuntimeContext(), OperatorNames.ROUTE);
  }

  @Override
  public void processElement(Decoded decoded, Context context, Collector<BucketedEvent> out) {
    read.add(1);
    if (decoded instanceof Decoded.Rejected rejected) {
      reasons[rejected.rejection().reason().ordinal()].add(1);
      context.output(CleanOperator.REJECTIONS, rejected.rejection());
    } else if (decoded instanceof PackedEvent event) {
      route(event, context.timerService().currentWatermark(), out);
    }
  }

  private void route(PackedEvent event, long watermark, Collector<BucketedEvent> out) {
    int home = (int) Long.remainderUnsigned(event.userHash(), rules.buckets);
    if (event.type() != EventType.STREAM_END) {
      out.collect(envelope(event, home));
      return;
    }
    boolean late = rules.sliceEndOf(event.eventTime()) - 1 <= watermark;
    out.collect(new BucketedEvent(event, home, true, late));
    if (!late) {
      for (int bucket = 0; bucket < rules.buckets; bucket++) {
        if (bucket != home) {
          out.collect(new BucketedEvent(event, bucket, false, false));
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // one of the same event now may hold another later
  private BucketedEvent envelope(PackedEvent event, int bucket) {
    BucketedEvent envelope = envelopes[bucket];
    if (envelope == null || envelope.event() != event) {
      envelope = new BucketedEvent(event, bucket, true, false);
      envelopes[bucket] = envelope;
    }
    return envelope;
  }
}
