package io.livegauge.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.benchmark.result.Result.Point;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.TargetNames;
import io.livegauge.benchmark.scale.Drain.Cost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleReportTest {
  private static final double NEVER_SHORT = 0.55;

  @Test
  void shouldTellWhatShortSlicesAndAHotStreamLose() {
    Map<Shape, List<Cost>> costs = new LinkedHashMap<>();
    for (Shape shape : Shapes.of(List.of(Shapes.SLICES, Shapes.HOT), 1, 100_000, 2)) {
      double micros =
          switch (shape.name()) {
            case "1 s" -> 6.25;
            case Shapes.HOT_SPREAD -> 5;
            case Shapes.HOT_KEYED -> 10;
            default -> 5;
          };
      costs.put(shape, List.of(new Cost(micros, micros, NEVER_SHORT)));
    }
    ScaleReport report = new ScaleReport(costs, new StateSizes(90, 10, 5_000));

    assertThat(report.series())
        .extracting(Series::id)
        .containsExactly(
            "scale.slices.cpu",
            "scale.slices.rate",
            "scale.hot.cpu",
            "scale.hot.rate",
            "scale.lost",
            "scale.state");
    List<Point> lost = report.series().get(4).points();
    assertThat(lost)
        .extracting(Point::median)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
        .containsExactly(20.0, 0.0, 50.0);
    assertThat(report.series().get(1).points().get(0).median()).isEqualTo(200_000, within(1e-6));
    assertThat(report.notes()).isEmpty();
    TargetNames.assertWritten("scale", report.series());
    StringWriter table = new StringWriter();
    report.print(new PrintWriter(table));
    assertThat(table.toString())
        .contains("throughput lost, slices of 1 s instead of 10 s: 20.0 %")
        .contains("90.0 bytes for a viewer");
  }

  @Test
  void shouldSayWhereTimeWasUp() {
    Shape shape = Shapes.of(List.of(Shapes.STREAMS), 1, 10, 2).get(0);

    assertThat(
            new ScaleReport(
                    Map.of(shape, List.of(new Cost(1, 1, NEVER_SHORT), new Cost(1, 1, 0.2))), null)
                .notes())
        .containsExactly("number of streams 10: time was up after 20 % of the events");
  }

  @Test
  void shouldMakeShapesOfEveryChart() {
    List<Shape> shapes = Shapes.of(Shapes.ALL, 1, 100_000, 2);

    assertThat(shapes)
        .filteredOn(shape -> shape.series().equals(Shapes.STREAMS))
        .extracting(Shape::name)
        .containsExactly("10", "100", "1000", "10000", "100000");
    assertThat(shapes.stream().map(Shape::series).distinct()).containsExactlyElementsOf(Shapes.ALL);
    List<Shape> slices =
        shapes.stream().filter(shape -> shape.series().equals(Shapes.SLICES)).toList();
    assertThat(slices).allMatch(shape -> shape.sharesTopicsWith(slices.get(0)));
    assertThatThrownBy(() -> Shapes.of(List.of("rooms"), 1, 10, 2)).hasMessageContaining("rooms");
  }
}
