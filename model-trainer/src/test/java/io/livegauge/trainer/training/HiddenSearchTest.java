package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.data.Sessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowStore;
import io.livegauge.trainer.training.HiddenSearch.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenSearchTest {
  @Test
  void shouldTryTheStudysSizes() {
    // sqrt(14 + 1) = 3.87 rounds to 4, and a is 1 to 10.
    assertThat(HiddenSearch.sizes(14, 1)).containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void shouldTakeTheSmallestWithinOneStandardErrorOfTheBest() {
    List<Candidate> candidates =
        List.of(
            new Candidate(5, 0.0131, 0.001),
            new Candidate(6, 0.0119, 0.001),
            new Candidate(7, 0.0105, 0.001),
            new Candidate(8, 0.0100, 0.002),
            new Candidate(9, 0.0110, 0.001));
    HiddenSearch search = HiddenSearch.choose(5, candidates);
    assertThat(search.best()).isEqualTo(8);
    assertThat(search.chosen()).isEqualTo(6);
  }

  @Test
  void shouldNeverCutAStreamByAFold() throws TrainingException {
    int[] groups = {0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6};
    int[] sessions = new int[44];
    for (int row = 0; row < sessions.length; row++) {
      sessions[row] = row / 4;
    }
    Rows rows =
        new Rows(
            new double[44][14],
            new double[44],
            sessions,
            new ArrayList<>(Collections.nCopies(11, "beauty")),
            new double[44]);
    int[] folds = HiddenSearch.folds(groups, rows, 1);
    for (int i = 0; i < groups.length; i++) {
      for (int j = 0; j < groups.length; j++) {
        assertThat(groups[i] != groups[j] || folds[i] == folds[j]).isTrue();
      }
    }
    assertThat(folds).contains(0, 1, 2, 3, 4);
  }

  @Test
  void shouldTrainEverySizeOnEveryFold() throws TrainingException {
    List<String> told = new ArrayList<>();
    HiddenSearch search =
        HiddenSearch.of(
            dataset(16), QUICK, (done, all, hidden) -> told.add(done + "/" + all + " " + hidden));
    assertThat(told).hasSize(50).startsWith("1/50 5").endsWith("50/50 14");
    assertThat(search.folds()).isEqualTo(5);
    assertThat(search.candidates()).hasSize(10).allMatch(each -> each.loss() > 0);
    assertThat(search.chosen()).isLessThanOrEqualTo(search.best());
    assertThat(HiddenSearch.of(dataset(16), QUICK, HiddenSearch.Progress.NONE)).isEqualTo(search);
    assertThat(search.toJson().get("tried")).hasSize(10);
  }

  private static final TrainingOptions QUICK = new TrainingOptions(3, 1, 20, 0.02, 5);

  @Test
  void shouldAskForMoreStreams() {
    assertThatThrownBy(() -> HiddenSearch.of(dataset(6), QUICK, HiddenSearch.Progress.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("at least 5 streams (groups)")
        .hasMessageContaining("there are 4");
  }

  private static Dataset dataset(int sessions) throws TrainingException {
    return WindowDataset.of(
        new WindowStore(Sessions.of(sessions, 4, 5), List.of(), List.of()),
        TargetWeights.equal(),
        "equal",
        ScoringOptions.DEFAULTS,
        2);
  }
}
