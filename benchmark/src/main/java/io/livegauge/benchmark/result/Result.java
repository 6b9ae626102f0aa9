package io.livegauge.benchmark.result;

import java.util.List;
import java.util.Map;

/**
 * What one command measured: a JSON file of its own, from which the page is made.
 *
 * @param command the command line that repeats it, such as {@code ./livegauge bench pipeline}
 * @param startedAt when it began, ISO 8601 in UTC
 * @param seconds how long it took
 * @param machine where it ran
 * @param settings what it ran with, by name, in the order to show
 * @param series the figures
 * @param notes what a reader must know: what was left out, what went wrong
 */
public record Result(
    String command,
    String startedAt,
    double seconds,
    Machine machine,
    Map<String, String> settings,
    List<Series> series,
    List<String> notes) {

  /**
   * One chart or table: the same figure of several things.
   *
   * @param id stable, such as {@code pipeline.cpu}
   * @param title for people
   * @param unit such as {@code µs/event}
   * @param better {@code lower} or {@code higher}
   * @param points in the order to show
   */
  public record Series(String id, String title, String unit, String better, List<Point> points) {}

  /**
   * One figure.
   *
   * @param name of the variant, or the value on the x axis
   * @param median of the rounds
   * @param min of the rounds
   * @param max of the rounds
   * @param rounds every round's figure, in their order
   */
  public record Point(String name, double median, double min, double max, List<Double> rounds) {
    /** The point of some rounds' figures; at least one. */
    public static Point of(String name, List<Double> rounds) {
      double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Point(name, median, sorted[0], sorted[sorted.length - 1], List.copyOf(rounds));
    }
  }
}
