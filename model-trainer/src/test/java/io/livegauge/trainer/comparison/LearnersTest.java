package io.livegauge.trainer.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.training.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnersTest {
  private static final TrainingOptions QUICK = new TrainingOptions(1, 2, 20, 0.02, 5);
  private static final TrainingOptions LONGER = new TrainingOptions(1, 12, 20, 0.05, 5);

  private final Rows training = MadeUpData.rows(100, 2, MadeUpData.STRAIGHT, 1);
  private final Rows heldOut = MadeUpData.rows(30, 2, MadeUpData.STRAIGHT, 2);

  static Stream<Learner> all() {
    return Learners.all(QUICK).stream();
  }

  private static Learner learner(String name) {
    return Learners.all(LONGER).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private double[] learned(Learner learner, long seed) throws TrainingException {
    return learner.fit(training, seed).predict(heldOut.inputs());
  }

  private double r2(Learner learner) throws TrainingException {
    return Metrics.of(learned(learner, 1), heldOut.targets()).r2();
  }

  @Test
  void shouldStandInTheStudysOrder() {
    assertThat(Learners.names()).containsExactly("bpnn", "lstm", "cnn", "trees", "ridge", "mean");
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldGiveTheSameForTheSameSeed(Learner learner) throws TrainingException {
    double[] once = learned(learner, 3);

    assertThat(learned(learner, 3)).isEqualTo(once);
    if (learner.isSeeded()) {
      assertThat(learned(learner, 4)).isNotEqualTo(once);
    } else {
      assertThat(learned(learner, 4)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldLearnFromFewRowsOfOneSession(Learner learner) throws TrainingException {
    Rows few = training.at(new int[] {0, 1});

    assertThat(Arrays.stream(learner.fit(few, 1).predict(heldOut.inputs())))
        .hasSize(60)
        .allMatch(Double::isFinite);
  }

  @Test
  void shouldLearnAStraightFunction() throws TrainingException {
    assertThat(r2(learner("bpnn"))).isGreaterThan(0.9);
    assertThat(r2(learner("lstm"))).isGreaterThan(0.2);
    assertThat(r2(learner("cnn"))).isGreaterThan(0.8);
    assertThat(r2(learner("trees"))).isGreaterThan(0.7);
    assertThat(r2(learner("ridge"))).isGreaterThan(0.999);
    assertThat(r2(learner("mean"))).isBetween(-0.2, 0.0);
  }

  @Test
  void shouldPredictTheMeanOfTheTrainingTargets() throws TrainingException {
    double mean = Arrays.stream(training.targets()).average().orElseThrow();

    assertThat(learned(learner("mean"), 1)).containsOnly(mean);
  }

  @Test
  void shouldCountWhatIsFitted() throws TrainingException {
    Rows few = training.at(new int[] {0, 1, 2, 3, 4});
    List<Integer> counts = new ArrayList<>();
    for (Learner learner : Learners.all(QUICK)) {
      counts.add(learner.fit(few, 1).parameters());
    }

    assertThat(counts)
        .containsExactly(
            14 * 5 + 5 + 5 + 1,
            4 * 16 * (1 + 16 + 1) + 16 + 1,
            8 * 3 + 8 + 14 * 8 * 5 + 5 + 5 + 1,
            0,
            15,
            1);
  }

  @Test
  void shouldGiveUpOnNoiseAndPredictNearTheMean() throws TrainingException {
    Rows noise = MadeUpData.rows(200, 1, x -> (x[0] * 1e6) % 1, 5);
    double mean = Arrays.stream(noise.targets()).average().orElseThrow();

    double[] ridge = learner("ridge").fit(noise, 1).predict(heldOut.inputs());
    double[] trees = learner("trees").fit(noise, 1).predict(heldOut.inputs());

    // Cross-validation finds that shrinking, or few trees, is best.
    assertThat(Arrays.stream(ridge)).allMatch(each -> Math.abs(each - mean) < 0.15);
    assertThat(Arrays.stream(trees)).allMatch(each -> Math.abs(each - mean) < 0.25);
  }

  @Test
  void shouldNeverPutASessionOnBothSides() {
    SessionFolds folds = SessionFolds.of(training, 7);

    assertThat(folds.count()).isEqualTo(5);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(folds.places(fold, true)).hasSize(40);
      assertThat(folds.places(fold, false)).hasSize(160);
    }
    for (int row = 0; row < training.size(); row += 2) {
      assertThat(folds.ofRow()[row]).isEqualTo(folds.ofRow()[row + 1]);
    }
    assertThat(SessionFolds.of(training, 8).ofRow()).isNotEqualTo(folds.ofRow());
  }

  @Test
  void shouldDealRowsWhereThereIsOneSession() {
    Rows one =
        new Rows(
            Arrays.copyOf(training.inputs(), 7),
            Arrays.copyOf(training.targets(), 7),
            new int[7],
            Collections.nCopies(1, null),
            new double[7]);

    SessionFolds folds = SessionFolds.of(one, 1);

    assertThat(folds.count()).isEqualTo(5);
    assertThat(Arrays.stream(folds.ofRow()).boxed().toList()).containsAll(List.of(0, 1, 2, 3, 4));
  }

  @Test
  void shouldTellOfTheStudysTableWhatFollowsFromIt() {
    assertThat(StudyTable.ROWS.stream().mapToDouble(StudyTable::impliedVariance).toArray())
        .containsExactly(new double[] {0.734, 0.635, 0.565}, within(5e-4));
  }
}
