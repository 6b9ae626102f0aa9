package io.livegauge.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import java.util.List;

/** Holds the names in {@link Targets} to those that the commands write. */
public final class TargetNames {
  private TargetNames() {}

  /**
   * Every target of a command has its point.
   *
   * @param command whose name its series begin with
   * @param written all that it writes
   */
  public static void assertWritten(String command, List<Series> written) {
    List<Target> asked =
        Targets.ALL.stream().filter(target -> target.series().startsWith(command + ".")).toList();
    assertThat(asked).isNotEmpty();
    assertThat(asked)
        .allSatisfy(
            target ->
                assertThat(written)
                    .filteredOn(series -> series.id().equals(target.series()))
                    .flatExtracting(Series::points)
                    .extracting(Point::name)
                    .contains(target.point()));
  }
}
