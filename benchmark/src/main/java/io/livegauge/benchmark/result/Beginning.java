package io.livegauge.benchmark.result;

import io.livegauge.benchmark.result.Result.Series;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Where and when a command begins to measure: what every result says besides its figures.
 *
 * @param machine with its load before the command began
 * @param startedAt by the clock of the wall
 * @param startNanos by the clock that measures how long it takes
 */
public record Beginning(Machine machine, Instant startedAt, long startNanos) {
  private static final double NANOS = 1e9;

  /** Here and now. */
  public static Beginning now() {
    return new Beginning(
        Machine.here(),
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
        System.nanoTime());
  }

  /**
   * The result of a command that ends now.
   *
   * @param name of the command
   * @param arguments as they were given, see {@link Results#command}
   */
  public Result end(
      String name,
      List<String> arguments,
      Map<String, String> settings,
      List<Series> series,
      List<String> notes) {
    return new Result(
        Results.command(name, arguments),
        startedAt.toString(),
        (System.nanoTime() - startNanos) / NANOS,
        machine,
        settings,
        series,
        notes);
  }
}
