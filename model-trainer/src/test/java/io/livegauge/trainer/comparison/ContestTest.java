package io.livegauge.trainer.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final MadeUpData DATA = MadeUpData.of(MadeUpData.STRAIGHT);

  /** Knows the function, but for an error that the seed scales. */
  private record Fake(String name, boolean isSeeded, double error) implements Learner {
    @Override
    public String description() {
      return "a fake";
    }

    @Override
    public Predictor fit(Rows training, long seed) {
      double off = isSeeded ? error * (1 + seed / 10.0) : error;
      return new Predictor() {
        @Override
        public double[] predict(double[][] inputs) {
          double[] predictions = new double[inputs.length];
          for (int row = 0; row < predictions.length; row++) {
            double sign = row % 2 == 0 ? 1 : -1;
            predictions[row] = MadeUpData.STRAIGHT.applyAsDouble(inputs[row]) + sign * off;
          }
          return predictions;
        }

        @Override
        public int parameters() {
          return 500;
        }
      };
    }
  }

  private static Comparison hold(List<Long> seeds, Learner... learners) throws TrainingException {
    AtomicLong clock = new AtomicLong();
    return new Contest(List.of(learners), Contest.Progress.NONE, () -> clock.getAndAdd(500_000_000))
        .hold(DATA, seeds);
  }

  @Test
  void shouldMeasureAllOnTheSameRows() throws TrainingException {
    Comparison comparison =
        hold(
            List.of(1L, 2L, 3L),
            new Fake("bpnn", true, 0.1),
            new Fake("better", false, 0.05),
            new MeanLearner());

    Contender network = comparison.network().orElseThrow();
    assertThat(network.runs().stream().map(Run::seed)).containsExactly(1L, 2L, 3L);
    assertThat(network.rmse().mean()).isCloseTo(0.12, within(1e-9));
    assertThat(network.mae().deviation()).isCloseTo(0.01, within(1e-9));
    assertThat(network.seconds().mean()).isEqualTo(0.5);
    assertThat(network.predictions()).hasSize(60);
    assertThat(network.squaredErrors()[0])
        .isCloseTo((0.11 * 0.11 + 0.12 * 0.12 + 0.13 * 0.13) / 3, within(1e-9));
    Contender better = comparison.contender("better").orElseThrow();
    assertThat(better.rmse().deviation()).isZero();
    assertThat(better.rmse().lower()).isEqualTo(better.rmse().mean());
    assertThat(comparison.winner().name()).isEqualTo("better");
    assertThat(comparison.runnerUp()).map(Contender::name).contains("bpnn");
    for (Contender contender : comparison.contenders()) {
      assertThat(contender.identityGap()).isLessThan(1e-9);
      for (Run run : contender.runs()) {
        assertThat(run.metrics().testVariance()).isEqualTo(comparison.testVariance());
      }
    }
  }

  @Test
  void shouldPairBySeedAndBySession() throws TrainingException {
    Comparison comparison =
        hold(
            List.of(1L, 2L),
            new Fake("bpnn", true, 0.1),
            new Fake("better", false, 0.05),
            new Fake("equal", true, -0.1));

    List<Lead> leads = comparison.leadsOverNetwork();

    assertThat(leads).extracting(Lead::name).containsExactly("better", "equal");
    assertThat(leads.get(0).rmse().mean()).isCloseTo(0.115 - 0.05, within(1e-9));
    assertThat(leads.get(0).isAhead()).isTrue();
    assertThat(leads.get(0).r2().mean())
        .isCloseTo(
            ((0.11 * 0.11 + 0.12 * 0.12) / 2 - 0.05 * 0.05) / comparison.testVariance(),
            within(1e-9));
    assertThat(leads.get(1).r2().mean()).isCloseTo(0, within(1e-9));
    assertThat(leads.get(1).isAhead()).isFalse();
    assertThat(comparison.conclusions().get(0)).contains("It is not the study's network.");
  }

  @Test
  void shouldClipPredictionsAsTheJobDoes() throws TrainingException {
    Comparison comparison = hold(List.of(1L), new Fake("wild", false, 5));

    assertThat(comparison.winner().predictions()).containsOnly(0, 1);
    assertThat(comparison.leadsOverNetwork()).isEmpty();
    assertThat(comparison.runnerUp()).isEmpty();
    assertThat(comparison.network()).isEmpty();
  }

  @Test
  void shouldHearOfEveryRunButTheWarmUp() throws TrainingException {
    List<String> heard = new ArrayList<>();
    new Contest(
            List.of(new Fake("a", true, 0.1), new Fake("b", true, 0.2)),
            (done, all, name, run) -> heard.add(done + "/" + all + name + run.seed()),
            System::nanoTime)
        .hold(DATA, List.of(5L, 6L));

    assertThat(heard).containsExactly("1/4a5", "2/4b5", "3/4a6", "4/4b6");
  }

  @Test
  void shouldSayWhatToBelieve() throws TrainingException {
    Comparison comparison =
        hold(List.of(1L), new Fake("bpnn", true, 0.3), new MeanLearner(), new RidgeLearner());

    assertThat(comparison.notes())
        .contains(
            "Made up.",
            "Fewer than 10 seeds: intervals over seeds say little, or are not there.",
            "More parameters than the 200 training rows: bpnn (500).",
            "Worse than the mean of the training targets, so nothing was learned: bpnn.");
  }

  @Test
  void shouldSayThatTargetsWhichDoNotVaryDecideNothing() throws TrainingException {
    Rows flat = MadeUpData.rows(30, 2, x -> 0.5, 2);
    Comparison comparison =
        new Contest(
                List.of(new Fake("bpnn", true, 0.1), new MeanLearner()),
                Contest.Progress.NONE,
                System::nanoTime)
            .hold(new MadeUpData(DATA.training(), flat), List.of(1L, 2L));

    assertThat(comparison.winner().r2().mean()).isNaN();
    assertThat(comparison.leadsOverNetwork().get(0).r2()).isNull();
    assertThat(comparison.conclusions().toString()).contains("R2 is not defined");
    JsonNode json = ComparisonJson.of(comparison);
    assertThat(json.get("models").get(0).get("r2").get("mean").isNull()).isTrue();
    assertThat(json.get("overNetwork").get(0).get("r2HigherBy").isNull()).isTrue();
    assertThat(printed(comparison)).doesNotContain("NaN");
  }

  @Test
  void shouldPrintInEightyColumns() throws TrainingException {
    Long[] seeds = new Long[10];
    Arrays.setAll(seeds, i -> i + 1L);
    String text =
        printed(
            hold(
                List.of(seeds),
                new Fake("bpnn", true, 0.3),
                new Fake("cnn", true, 3),
                new RidgeLearner(),
                new MeanLearner()));

    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text)
        .contains("Deterministic, the same for every seed but for time: ridge, mean.")
        .contains("always the same")
        .contains("bpnn      0.182    0.257     0.91  0.734")
        .contains("contradicts itself");
    assertThat(text).doesNotContain("NaN");
  }

  private static String printed(Comparison comparison) {
    StringWriter out = new StringWriter();
    ComparisonText.print(comparison, new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void shouldWriteEveryRunAsJson() throws TrainingException {
    JsonNode json =
        ComparisonJson.of(hold(List.of(1L, 2L), new Fake("bpnn", true, 0.1), new MeanLearner()));

    assertThat(json.get("format").textValue()).isEqualTo("livegauge-comparison/1");
    assertThat(json.get("seeds").toString()).isEqualTo("[1,2]");
    JsonNode network = json.get("models").get(0);
    assertThat(network.get("runs")).hasSize(2);
    DoubleUnaryOperator square = x -> x * x;
    for (JsonNode run : network.get("runs")) {
      assertThat(
              square.applyAsDouble(run.get("rmse").doubleValue())
                  / (1 - run.get("r2").doubleValue()))
          .isCloseTo(json.get("testVariance").doubleValue(), within(1e-12));
    }
    assertThat(json.get("winner").textValue()).isEqualTo("bpnn");
    assertThat(json.get("winnerOverNext").get("over").textValue()).isEqualTo("mean");
    assertThat(json.get("studyTable7")).hasSize(3);
  }
}
