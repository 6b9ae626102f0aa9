package io.livegauge.job.metric;

import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * One metric of the job: its name, where it is registered, and what people should know of it. They
 * are declared in {@link JobMetrics}, and registered by their declarations alone.
 *
 * @param name below the group {@value #GROUP}; dots divide it
 * @param kind of metric
 * @param unit of its value
 * @param operators the names of the operators that have it, as in {@link
 *     io.livegauge.job.OperatorNames}
 * @param label that divides it, or null for none
 * @param labelValues one metric each; empty without a label
 * @param meaning what its value is
 * @param worry when somebody should look
 */
public record Metric(
    String name,
    Kind kind,
    String unit,
    List<String> operators,
    String label,
    List<String> labelValues,
    String meaning,
    String worry) {
  /** The group below an operator's own that holds all of ours and nothing else. */
  public static final String GROUP = "livegauge";

  /** How many of the latest values of a subtask a histogram looks back on. */
  public static final int HISTOGRAM_VALUES = 10_000;

  private static final String PROMETHEUS_SCOPE = "flink_taskmanager_job_task_operator_";

  /** What is kept of the values. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Copies the lists. */
  public Metric {
    operators = List.copyOf(operators);
    labelValues = List.copyOf(labelValues);
  }

  /** Registers a counter. */
  public Counter counter(MetricGroup operator) {
    require(Kind.COUNTER);
    return operator.addGroup(GROUP).counter(name);
  }

  /** Registers a counter for each value of the label, in their order. */
  public List<Counter> counters(MetricGroup operator) {
    require(Kind.COUNTER);
    MetricGroup group = operator.addGroup(GROUP);
    return labelValues.stream().map(value -> group.addGroup(label, value).counter(name)).toList();
  }

  /** Registers a gauge; it is read by other threads than the operator's. */
  public void gauge(MetricGroup operator, Gauge<Long> value) {
    require(Kind.GAUGE);
    operator.addGroup(GROUP).gauge(name, value);
  }

  /** Registers a histogram over the last {@value #HISTOGRAM_VALUES} values. */
  public Histogram histogram(MetricGroup operator) {
    require(Kind.HISTOGRAM);
    return operator
        .addGroup(GROUP)
        .histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_VALUES));
  }

  /** Its name in Prometheus. */
  public String prometheusName() {
    String divided = label == null ? name : label + "_" + name;
    return PROMETHEUS_SCOPE + GROUP + "_" + divided.replace('.', '_');
  }

  private void require(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException("metric " + name + " is a " + kind + ", no " + wanted);
    }
  }
}
