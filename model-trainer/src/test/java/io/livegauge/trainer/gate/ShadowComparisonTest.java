package io.livegauge.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.SettledTargets;
import io.livegauge.trainer.data.Settlements;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.gate.ShadowComparison.Pair;
import io.livegauge.trainer.gate.ShadowComparison.Result;
import io.livegauge.trainer.gate.ShadowComparison.Winner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowComparisonTest {
  private static final int SESSIONS = 12;
  private static final int WINDOWS = 6;

  /** Trained on sessions of the same kind; the golden champion never saw any. */
  private static Model challenger;

  private static Model champion;

  private final List<Measurement> measurements = StoredSessions.measurements(SESSIONS, WINDOWS, 7);

  @BeforeAll
  static void train(@TempDir Path store) throws TrainingException, IOException {
    champion = StoredSessions.base();
    challenger = TrainedChallenger.of(store, 4);
  }

  private static List<ScoreRecord> scored(List<Measurement> windows, Model with, Model beside) {
    return windows.stream()
        .map(window -> Scorer.score(window, with, beside, ScoringOptions.DEFAULTS))
        .toList();
  }

  private static ShadowComparison comparison() {
    return new ShadowComparison(
        new SettledTargets(Duration.ofHours(24), Instant.parse("2026-11-21T17:00:00Z")),
        GateRules.DEFAULTS);
  }

  private static Model find(long version) {
    return version == 4 ? challenger : null;
  }

  @Test
  void shouldMeasureBothAgainstWhatSessionsCameTo() throws TrainingException {
    List<ScoreRecord> windows = scored(measurements, champion, challenger);
    ShadowComparison comparison = comparison();
    windows.forEach(comparison::add);

    Result result = comparison.compare(ShadowComparisonTest::find);

    assertThat(result.windows()).isEqualTo(SESSIONS * WINDOWS);
    assertThat(result.waiting()).isZero();
    assertThat(result.leftOut()).isZero();
    assertThat(result.pairs()).hasSize(1);
    Pair pair = result.pairs().get(0);
    assertThat(pair.champion()).isEqualTo(champion.version());
    assertThat(pair.challenger()).isEqualTo(4);
    assertThat(pair.windows()).isEqualTo(SESSIONS * WINDOWS);
    assertThat(pair.sessions()).isEqualTo(SESSIONS);
    assertThat(pair.winner()).isEqualTo(Winner.CHALLENGER);
    assertThat(pair.improvement().lower()).isPositive();
    assertThat(pair.improvement().mean())
        .isCloseTo(
            Math.pow(pair.ofChampion().rmse(), 2) - Math.pow(pair.ofChallenger().rmse(), 2),
            within(1e-12));
    assertThat(pair.ofChallenger().testVariance()).isEqualTo(pair.ofChampion().testVariance());
    assertThat(pair.ofChallenger().r2()).isGreaterThan(0.5);
  }

  @Test
  void shouldFindTheSameErrorsAsTheTargetsSay() throws TrainingException {
    List<ScoreRecord> windows = scored(measurements, champion, challenger);
    SettledTargets targets = new SettledTargets(Duration.ZERO, Instant.EPOCH);
    windows.forEach(targets::add);
    ShadowComparison comparison = comparison();
    windows.forEach(comparison::add);
    double sum = 0;
    for (ScoreRecord window : windows) {
      double wanted =
          targets.of(challenger).entrySet().stream()
              .filter(entry -> entry.getKey().streamId().equals(window.streamId()))
              .findFirst()
              .orElseThrow()
              .getValue();
      sum += Math.abs(window.shadow().score10000() / 1e6 - wanted);
    }

    assertThat(comparison.compare(ShadowComparisonTest::find).pairs().get(0).ofChallenger().mae())
        .isCloseTo(sum / windows.size(), within(1e-12));
  }

  @Test
  void shouldCountASettlement() throws TrainingException {
    List<ScoreRecord> windows = scored(measurements, champion, challenger);
    ShadowComparison without = comparison();
    windows.forEach(without::add);
    ShadowComparison with = comparison();
    windows.forEach(with::add);
    Measurement last = measurements.get(WINDOWS - 1);
    with.add(
        Settlements.refund("s0", "e1", last.windowEnd() + 5, last.sessionStart(), 100_000_000));

    assertThat(with.compare(ShadowComparisonTest::find).pairs().get(0).ofChallenger().mae())
        .isNotEqualTo(
            without.compare(ShadowComparisonTest::find).pairs().get(0).ofChallenger().mae());
  }

  @Test
  void shouldNotDependOnOrderOrRepetition() throws TrainingException {
    List<ScoreRecord> windows = scored(measurements, champion, challenger);
    ShadowComparison once = comparison();
    windows.forEach(once::add);
    List<ScoreRecord> shuffled = new ArrayList<>(windows);
    shuffled.addAll(windows);
    Collections.shuffle(shuffled, new Random(3));
    ShadowComparison again = comparison();
    shuffled.forEach(again::add);

    assertThat(again.compare(ShadowComparisonTest::find))
        .isEqualTo(once.compare(ShadowComparisonTest::find));
  }

  @Test
  void shouldWaitForSessionsThatHaveNotSettled() throws TrainingException {
    List<ScoreRecord> windows = scored(measurements, champion, challenger);
    Instant end = Instant.ofEpochMilli(measurements.get(0).windowEnd());
    ShadowComparison comparison =
        new ShadowComparison(new SettledTargets(Duration.ofHours(24), end), GateRules.DEFAULTS);
    // One session more, which has not even ended, and gives no time for the others to settle.
    windows.forEach(comparison::add);

    Result result = comparison.compare(ShadowComparisonTest::find);

    assertThat(result.pairs()).isEmpty();
    assertThat(result.waiting()).isEqualTo(SESSIONS * WINDOWS);
  }

  @Test
  void shouldTellPairsApart() throws TrainingException, IOException {
    Model stranger = StoredSessions.model(ModelWriter.of(challenger).version(9).write());
    List<ScoreRecord> windows = new ArrayList<>();
    windows.addAll(scored(measurements.subList(0, WINDOWS), champion, challenger));
    windows.addAll(scored(measurements.subList(WINDOWS, 3 * WINDOWS), stranger, challenger));
    windows.addAll(scored(measurements.subList(3 * WINDOWS, 4 * WINDOWS), champion, stranger));
    windows.addAll(scored(measurements.subList(4 * WINDOWS, 5 * WINDOWS), champion, null));
    ShadowComparison comparison = comparison();
    windows.forEach(comparison::add);

    Result result = comparison.compare(ShadowComparisonTest::find);

    assertThat(comparison.challengers()).containsExactly(4L, 9L);
    assertThat(result.pairs()).extracting(Pair::champion).containsExactly(1L, 9L);
    assertThat(result.windows()).isEqualTo(4 * WINDOWS);
    assertThat(result.leftOut()).isEqualTo(WINDOWS);
    // One session cannot tell noise from more; the same model is no better than itself.
    assertThat(result.pairs().get(0).improvement()).isNull();
    assertThat(result.pairs().get(0).winner()).isEqualTo(Winner.NEITHER);
    assertThat(result.pairs().get(1).improvement().mean()).isZero();
    assertThat(result.pairs().get(1).winner()).isEqualTo(Winner.NEITHER);
  }

  @Test
  void shouldSayWhereAChallengerDoesNotTellItsTarget() {
    ShadowComparison comparison = comparison();
    scored(measurements, challenger, champion).forEach(comparison::add);

    assertThatThrownBy(() -> comparison.compare(version -> champion))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("model " + champion.version() + " does not say");
  }
}
