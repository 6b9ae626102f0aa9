package io.livegauge.job.alert;

import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.job.BookKeeper;
import io.livegauge.job.config.AlertSettings;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.job.metric.JobMetrics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Alert: tells where a stream needs somebody to look at it, and where it does not any more.
 *
 * <p>Key: streamId. Owned state: {@code alerts} (keyed), an {@link AlertState} of the open session,
 * 335 bytes at most, whatever the session's length; cleared at the session's final reading, which
 * every session has. No timers, no side outputs. Metrics: alerts raised, by rule; see {@link
 * JobMetrics}.
 */
public final class AlertFunction extends KeyedProcessFunction<String, Reading, AlertRecord> {
  private static final long serialVersionUID = 1L;

  private final AlertRules rules;

  private transient ValueState<AlertState> alerts;
  private transient BookKeeper[] raised;

  public AlertFunction(AlertSettings settings) {
    this.rules = new AlertRules(settings);
  }

  @Override
  public void open(OpenContext context) {
    alerts =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("alerts", BinaryTypeInfo.of(new AlertStateFormat())));
    AlertRule[] all = AlertRule.values();
    raised = new BookKeeper[all.length];
    for (AlertRule rule : all) {
      raised[rule.ordinal()] = BookKeeper.of(getRuntimeContext(), JobMetrics.raised(rule));
    }
  }

  @Override
  public void processElement(Reading reading, Context context, Collector<AlertRecord> out)
      throws Exception {
    AlertState state = alerts.value();
    if (state == null) {
      state = new AlertState();
    }
    List<AlertRecord> changes = rules.judge(reading, state);
    for (AlertRecord change : changes) {
      if (change.isRaised()) {
        raised[change.rule().ordinal()].add(1);
      }
      out.collect(change);
    }
    if (reading.isFinal()) {
      alerts.clear();
    } else {
      alerts.update(state);
    }
  }

  /** How {@link AlertState} is written to state. */
  public static final class AlertStateFormat extends BinaryFormat<AlertState> {
    private static final long serialVersionUID = 1L;

    /** For savepoints. */
    public AlertStateFormat() {
      super(AlertState.class, 1, false);
    }

    @Override
    public void write(AlertState value, DataOutput out) throws IOException {
      value.write(out);
    }

    @Override
    public AlertState read(DataInput in) throws IOException {
      return AlertState.read(in);
    }
  }
}
