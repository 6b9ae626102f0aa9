package io.livegauge.job;

import io.livegauge.event.Reason;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.metric.Metric;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * One figure of the book that is kept of all records: a metric for those who watch the job, and an
 * accumulator of the same name for those who start it and want the sums at its end.
 */
public final class BookKeeper {
  private final Counter metric;
  private final LongCounter sum;

  private BookKeeper(RuntimeContext context, Metric figure) {
    metric = figure.counter(context.getMetricGroup());
    sum = context.getLongCounter(figure.name());
  }

  /** The keeper of a figure; call it once an operator and figure, in {@code open}. */
  public static BookKeeper of(RuntimeContext context, Metric figure) {
    return new BookKeeper(context, figure);
  }

  /**
   * The keepers of the rejections that an operator makes, by {@link Reason#ordinal()}; null for the
   * reasons that are not its own.
   *
   * @param operator its name, of {@link OperatorNames}
   */
  public static BookKeeper[] ofReasons(RuntimeContext context, String operator) {
    Reason[] reasons = Reason.values();
    BookKeeper[] keepers = new BookKeeper[reasons.length];
    for (Reason reason : reasons) {
      Metric figure = JobMetrics.rejected(reason);
      if (figure.operators().contains(operator)) {
        keepers[reason.ordinal()] = new BookKeeper(context, figure);
      }
    }
    return keepers;
  }

  public void add(long amount) {
    metric.inc(amount);
    sum.add(amount);
  }
}
