package io.livegauge.job;

import io.livegauge.alert.AlertRule;
import io.livegauge.event.Reason;
import java.util.Locale;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * One figure of the book that is kept of all records: a metric for those who watch the job, and an
 * accumulator for those who start it and want the sums at its end. The names are the keys of the
 * last line that the commands print.
 */
public final class BookKeeper {
  public static final String READ = "read";
  public static final String VALID = "valid";
  public static final String ACCEPTED = "accepted";
  public static final String SETTLEMENTS = "settlements";
  public static final String SCORES = "scores";
  public static final String SESSIONS = "sessions";

  private final Counter metric;
  private final LongCounter sum;

  private BookKeeper(RuntimeContext context, String name) {
    metric = context.getMetricGroup().addGroup("livegauge").counter(name);
    sum = context.getLongCounter(name);
  }

  /** The keeper of a figure; call it once an operator and name, in {@code open}. */
  public static BookKeeper of(RuntimeContext context, String name) {
    return new BookKeeper(context, name);
  }

  /** The keepers of the rejections, by {@link Reason#ordinal()}. */
  public static BookKeeper[] ofReasons(RuntimeContext context) {
    Reason[] reasons = Reason.values();
    BookKeeper[] keepers = new BookKeeper[reasons.length];
    for (Reason reason : reasons) {
      keepers[reason.ordinal()] = new BookKeeper(context, nameOf(reason));
    }
    return keepers;
  }

  /** The name of a reason's figure: metrics have lower-case names. */
  public static String nameOf(Reason reason) {
    return "rejected." + reason.name().toLowerCase(Locale.ROOT);
  }

  /** The name of the figure of alerts that a rule raised. */
  public static String nameOf(AlertRule rule) {
    return "alerts." + rule.name().toLowerCase(Locale.ROOT);
  }

  public void add(long amount) {
    metric.inc(amount);
    sum.add(amount);
  }
}
