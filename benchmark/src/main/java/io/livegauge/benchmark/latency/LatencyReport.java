package io.livegauge.benchmark.latency;

import io.livegauge.benchmark.latency.LatencyBench.Guarantee;
import io.livegauge.benchmark.latency.LatencyBench.Measured;
import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Tells what {@link LatencyBench} measured: as a table, as series and as notes. */
final class LatencyReport {
  private static final double MICROS = 1_000;

  /** Above this a sender was not where its schedule wanted it. */
  private static final long LATE_MICROS = 50_000;

  private static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();

  static {
    PERCENTILES.put("p50", 50.0);
    PERCENTILES.put("p99", 99.0);
    PERCENTILES.put("p99.9", 99.9);
    PERCENTILES.put("max", 100.0);
  }

  private final List<Guarantee> guarantees;
  private final long boundMillis;

  /**
   * @param boundMillis out-of-orderness bound of the job
   */
  LatencyReport(List<Guarantee> guarantees, long boundMillis) {
    this.guarantees = List.copyOf(guarantees);
    this.boundMillis = boundMillis;
  }

  /** A line for each load. */
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Milliseconds from the end of a slice and the bound of %d ms on, until its score can be"
            + " read%n%n",
        boundMillis);
    out.printf(
        Locale.ROOT,
        "%-14s %6s %10s %8s %8s %8s %8s %8s %8s %8s%n",
        "guarantee",
        "load",
        "events/s",
        "p50",
        "p99",
        "p99.9",
        "max",
        "scores",
        "missing",
        "lag p99");
    for (Guarantee guarantee : guarantees) {
      for (Measured load : guarantee.measured()) {
        out.printf(
            Locale.ROOT,
            "%-14s %6s %,10d %8.0f %8.0f %8.0f %8.0f %8d %8d %8.1f%n",
            guarantee.name(),
            load.stage().name(),
            load.stage().rate(),
            above(load.latencies().whole(), 50),
            above(load.latencies().whole(), 99),
            above(load.latencies().whole(), 99.9),
            above(load.latencies().whole(), 100),
            load.latencies().expected(),
            load.latencies().missing(),
            load.load().lateMicrosP99() / MICROS);
      }
    }
    out.printf(
        "%nlag: how far the load was behind its schedule; the times above count from the"
            + " schedule.%n");
    out.flush();
  }

  /** The series of the result. */
  List<Series> series() {
    List<Series> series = new ArrayList<>();
    for (Guarantee guarantee : guarantees) {
      String name = guarantee.name();
      series.add(
          percentiles(
              guarantee,
              "latency." + name + ".above",
              "Slice end and bound to readable score, " + name,
              (load, percentile) -> above(load.latencies().whole(), percentile)));
      series.add(
          percentiles(
              guarantee,
              "latency." + name + ".written",
              "Slice end and bound to score handed to the producer, " + name,
              (load, percentile) -> above(load.latencies().written(), percentile)));
      series.add(
          percentiles(
              guarantee,
              "latency." + name + ".whole",
              "Slice end to readable score, " + name,
              (load, percentile) -> at(load.latencies().whole(), percentile)));
      series.add(
          loads(
              guarantee,
              "latency." + name + ".late",
              "How far the load was behind its schedule, p99, " + name,
              load -> load.load().lateMicrosP99() / MICROS));
      series.add(
          loads(
              guarantee,
              "latency." + name + ".acknowledged",
              "Schedule to the broker's acknowledgement of an event, p99, " + name,
              load -> load.load().acknowledgedMicrosP99() / MICROS));
    }
    return series;
  }

  /** What a reader must know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Guarantee guarantee : guarantees) {
      for (Measured load : guarantee.measured()) {
        String at = guarantee.name() + ", " + load.stage().name() + ": ";
        if (load.latencies().missing() > 0) {
          notes.add(
              at
                  + load.latencies().missing()
                  + " of "
                  + load.latencies().expected()
                  + " scores did not come: the percentiles are of the others, and too good");
        }
        if (load.load().lateMicrosP99() > LATE_MICROS) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "%sthe load fell behind its schedule, by %.0f ms at p99 and %.0f ms at most; the"
                      + " times count from the schedule and hold that too",
                  at,
                  load.load().lateMicrosP99() / MICROS,
                  load.load().lateMicrosMax() / MICROS));
        }
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: garbage collection of the job took %,d ms in %d collections; it used %.0f s of"
                  + " CPU",
              guarantee.name(),
              guarantee.collectionMillis(),
              guarantee.collections(),
              guarantee.jobCpu().toMillis() / 1e3));
      if (guarantee.repeated() > 0) {
        notes.add(guarantee.name() + ": " + guarantee.repeated() + " scores came more than once");
      }
    }
    return notes;
  }

  private interface Figure {
    double of(Measured load, double percentile);
  }

  private static Series percentiles(Guarantee guarantee, String id, String title, Figure figure) {
    List<Point> points = new ArrayList<>();
    for (Measured load : guarantee.measured()) {
      PERCENTILES.forEach(
          (name, percentile) ->
              points.add(
                  Point.of(
                      load.stage().name() + " " + name, List.of(figure.of(load, percentile)))));
    }
    return new Series(id, title, "ms", "lower", points);
  }

  private static Series loads(
      Guarantee guarantee, String id, String title, Function<Measured, Double> figure) {
    List<Point> points =
        guarantee.measured().stream()
            .map(load -> Point.of(load.stage().name(), List.of(figure.apply(load))))
            .toList();
    return new Series(id, title, "ms", "lower", points);
  }

  private double above(Histogram histogram, double percentile) {
    return at(histogram, percentile) - boundMillis;
  }

  private static double at(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / MICROS;
  }
}
