package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.workload.Workload;
import io.livegauge.job.config.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The worlds that are measured by default, chart by chart. */
final class Shapes {
  static final String STREAMS = "streams";
  static final String VIEWERS = "viewers";
  static final String SLICES = "slices";
  static final String HOT = "hot";
  static final String PARALLELISM = "parallelism";

  /** All charts, in the order to show. */
  static final List<String> ALL = List.of(STREAMS, VIEWERS, SLICES, HOT, PARALLELISM);

  /** Names of the shapes of {@link #HOT}. */
  static final String EVEN = "even";

  static final String HOT_SPREAD = "half in one, spread";
  static final String HOT_KEYED = "half in one, one partition";

  private static final int ROOMS = 100;
  private static final int SECONDS_PER_ACT = 5;
  private static final int MAX_RATE = 30_000;
  private static final int MAX_STREAMS = 100_000;
  private static final List<Integer> VIEWERS_PER_STREAM = List.of(100, 1_000, 10_000);
  private static final List<Integer> SLICE_SECONDS = List.of(10, 5, 2, 1);
  private static final double HOT_SHARE = 0.5;

  private Shapes() {}

  /**
   * The shapes of some charts.
   *
   * @param charts of {@link #ALL}
   * @param streams the largest number of streams
   * @param parallelism of each stage, where it is not what the chart is about
   */
  static List<Shape> of(List<String> charts, long seed, int streams, int parallelism) {
    Workload many =
        Workload.standard().withSeed(seed).withPace(MAX_RATE * SECONDS_PER_ACT, MAX_RATE);
    List<Shape> shapes = new ArrayList<>();
    for (String chart : charts) {
      switch (chart) {
        case STREAMS -> {
          for (int rooms = 10; rooms <= Math.min(streams, MAX_STREAMS); rooms *= 10) {
            shapes.add(
                new Shape(
                    chart,
                    Integer.toString(rooms),
                    many.withRooms(rooms, 1, 0),
                    false,
                    parallelism,
                    Map.of()));
          }
        }
        case VIEWERS -> {
          for (int viewers : VIEWERS_PER_STREAM) {
            int all = viewers * ROOMS;
            shapes.add(
                new Shape(
                    chart,
                    Integer.toString(viewers),
                    many.withPace(all, Math.min(MAX_RATE, all / SECONDS_PER_ACT))
                        .withRooms(ROOMS, 0, 0),
                    false,
                    parallelism,
                    Map.of()));
          }
        }
        case SLICES -> {
          for (int seconds : SLICE_SECONDS) {
            shapes.add(
                new Shape(
                    chart,
                    seconds + " s",
                    Workload.standard().withSeed(seed),
                    false,
                    parallelism,
                    Map.of(JobOptions.SLICE.name(), seconds + "s")));
          }
        }
        case HOT -> {
          Workload even = many.withRooms(ROOMS, 0, 0);
          Workload hot = many.withRooms(ROOMS, 0, HOT_SHARE);
          shapes.add(new Shape(chart, EVEN, even, false, parallelism, Map.of()));
          shapes.add(new Shape(chart, HOT_SPREAD, hot, true, parallelism, Map.of()));
          shapes.add(new Shape(chart, HOT_KEYED, hot, false, parallelism, Map.of()));
        }
        case PARALLELISM -> {
          for (int subtasks = 1; subtasks <= 2; subtasks++) {
            shapes.add(
                new Shape(chart, Integer.toString(subtasks), many, false, subtasks, Map.of()));
          }
        }
        default ->
            throw new IllegalArgumentException(
                "there is no chart '" + chart + "'; there are " + String.join(", ", ALL));
      }
    }
    return shapes;
  }
}
