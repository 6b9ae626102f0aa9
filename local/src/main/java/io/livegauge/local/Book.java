package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.alert.AlertRule;
import io.livegauge.event.Reason;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures that a job keeps of all records, and the law that holds them together once every
 * slice is closed:
 *
 * <pre>
 * produced = read = INVALID + FUTURE + STREAM_ENDED + LATE + settlements + valid
 * valid = accepted + what cleaning rejected
 * </pre>
 */
public final class Book {
  private final Map<String, Long> figures;

  private Book(Map<String, Long> figures) {
    this.figures = figures;
  }

  /** A book of a job's accumulators; those that are no counts are left out. */
  public static Book of(Map<String, ?> accumulators) {
    Map<String, Long> figures = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (value instanceof Long count) {
            figures.put(name, count);
          }
        });
    return new Book(figures);
  }

  /** A figure; 0 where nothing was counted. */
  public long figure(Metric figure) {
    return figures.getOrDefault(figure.name(), 0L);
  }

  public long read() {
    return figure(JobMetrics.READ);
  }

  public long accepted() {
    return figure(JobMetrics.ACCEPTED);
  }

  public long scores() {
    return figure(JobMetrics.SCORES);
  }

  public long rejected(Reason reason) {
    return figure(JobMetrics.rejected(reason));
  }

  /** Rejected records of all reasons. A model is no record of the book. */
  public long rejected() {
    return rejectedBefore() + rejectedByCleaning();
  }

  /**
   * Which sides of the law differ, a sentence each.
   *
   * @param produced records that were written to the input
   * @return empty where the law holds
   */
  public List<String> differences(long produced) {
    List<String> differences = new ArrayList<>();
    if (produced != read()) {
      differences.add("produced is " + produced + " but read is " + read());
    }
    differences.addAll(differences());
    return differences;
  }

  /** The same without a producer to compare with. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    long valid = figure(JobMetrics.VALID);
    long settlements = figure(JobMetrics.SETTLEMENTS);
    long told = rejectedBefore() + settlements + valid;
    if (read() != told) {
      differences.add(
          "read is "
              + read()
              + " but INVALID, FUTURE, STREAM_ENDED, LATE ("
              + rejectedBefore()
              + "), settlements ("
              + settlements
              + ") and valid ("
              + valid
              + ") are "
              + told);
    }
    if (valid != accepted() + rejectedByCleaning()) {
      differences.add(
          "valid is "
              + valid
              + " but accepted ("
              + accepted()
              + ") and rejected by cleaning ("
              + rejectedByCleaning()
              + ") are "
              + (accepted() + rejectedByCleaning()));
    }
    return differences;
  }

  /** Adds {@code read}, {@code accepted}, {@code rejected}, {@code settlements}, … to an object. */
  public void writeTo(ObjectNode json) {
    json.put("read", read());
    json.put("accepted", accepted());
    ObjectNode rejected = JsonNodeFactory.instance.objectNode();
    for (Reason reason : Reason.values()) {
      if (reason != Reason.INVALID_MODEL) {
        rejected.put(reason.name(), rejected(reason));
      }
    }
    json.set("rejected", rejected);
    json.put("settlements", figure(JobMetrics.SETTLEMENTS));
    json.put("scores", scores());
    json.put("sessions", figure(JobMetrics.SESSIONS));
    json.put("alerts", alerts());
  }

  /** Alerts raised, of all rules. */
  private long alerts() {
    long sum = 0;
    for (AlertRule rule : AlertRule.values()) {
      sum += figure(JobMetrics.raised(rule));
    }
    return sum;
  }

  private long rejectedBefore() {
    return rejected(Reason.INVALID)
        + rejected(Reason.FUTURE)
        + rejected(Reason.STREAM_ENDED)
        + rejected(Reason.LATE);
  }

  private long rejectedByCleaning() {
    long sum = 0;
    for (Reason reason : Reason.values()) {
      if (reason.isCleaning()) {
        sum += rejected(reason);
      }
    }
    return sum;
  }
}
