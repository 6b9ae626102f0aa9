package io.livegauge.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.trainer.evaluation.CategoryError;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.Residuals;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.training.Epoch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class TrainingChartsTest {
  private static List<Epoch> course(int epochs, double validation) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(epoch -> new Epoch(epoch, 1.0 / epoch, validation / epoch, 0.5, validation / 4))
        .toList();
  }

  @Test
  void shouldDrawEveryEpoch() {
    XYChart chart = TrainingCharts.loss(course(100, 2));

    assertThat(chart.getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactlyInAnyOrder("training rows", "watched rows");
    assertThat(chart.getSeries("training rows").getYData()).hasSize(100).startsWith(1, 0.5);
    assertThat(chart.getSeries("watched rows").getYData()).startsWith(2, 1);
    assertThat(TrainingCharts.accuracy(course(3, 2)).getSeries("watched rows").getYData())
        .containsExactly(50, 50, 50);
  }

  @Test
  void shouldThinLongCoursesAndKeepTheirEnds() {
    double[] epochs = TrainingCharts.loss(course(100_000, 2)).getSeries("training rows").getXData();

    assertThat(epochs).hasSize(200).startsWith(1).endsWith(100_000);
  }

  @Test
  void shouldLeaveOutWhatWasNotMeasured() {
    assertThat(TrainingCharts.loss(course(3, Double.NaN)).getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactlyInAnyOrder("training rows");
  }

  @Test
  void shouldDrawTheRowsThatWereDrawn() {
    double[] predictions = {0.1, 0.2, 0.3};
    double[] targets = {0.3, 0.2, 0.1};

    XYChart residuals = TrainingCharts.residuals(predictions, targets, new int[] {0, 2});

    assertThat(residuals.getSeries("rows").getXData()).containsExactly(10, 30);
    assertThat(Arrays.stream(residuals.getSeries("rows").getYData()).map(Math::rint))
        .containsExactly(20.0, -20.0);
  }

  @Test
  void shouldCountAllRowsInTheHistogram() {
    Residuals residuals =
        Residuals.of(new double[50], IntStream.range(0, 50).mapToDouble(i -> i * 0.01).toArray());

    double[] counts = TrainingCharts.histogram(residuals).getSeries("rows").getYData();

    assertThat(Arrays.stream(counts).sum()).isEqualTo(50);
    assertThat(counts).startsWith(0).endsWith(0);
  }

  @Test
  void shouldTellNamesApartThatAreCutAlike() {
    Metrics metrics = new Metrics(0.1, 0.1, 0.5, 0.1);
    List<CategoryError> errors =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new CategoryError(
                        "a very long category" + " ".repeat(i + 1) + "of tea and cups",
                        5,
                        1,
                        metrics,
                        0))
            .toList();

    CategoryChart chart = TrainingCharts.categories(errors);

    assertThat(chart.getSeries("RMSE").getXData()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void shouldDrawWhatNeverVaries() {
    double[] same = {0.5, 0.5};

    String html =
        new Page("t")
            .figure("p", TrainingCharts.predictions(same, same, new int[] {0, 1}))
            .figure("r", TrainingCharts.residuals(same, same, new int[] {0, 1}))
            .figure("h", TrainingCharts.histogram(Residuals.of(same, same)))
            .figure("z", TrainingCharts.predictions(new double[2], new double[2], new int[] {0, 1}))
            .html();

    assertThat(html).doesNotContain("NaN", "Infinity");
  }
}
