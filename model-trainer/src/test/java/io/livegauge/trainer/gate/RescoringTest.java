package io.livegauge.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Feature;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.score.Rescorer;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.data.StoredSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescoringTest {
  private static final int SESSIONS = 12;
  private static final int WINDOWS = 7;

  private final List<Measurement> measurements = StoredSessions.measurements(SESSIONS, WINDOWS, 1);
  @TempDir private Path temporaries;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static List<ScoreRecord> scored(List<Measurement> measurements, Model model) {
    return measurements.stream()
        .map(one -> Scorer.score(one, model, null, ScoringOptions.DEFAULTS))
        .toList();
  }

  /** The golden model with other references, under another version. */
  private static Model other() throws IOException {
    Model base = StoredSessions.base();
    return StoredSessions.model(
        new ModelWriter(5)
            .features(
                base.features().stream()
                    .map(
                        f ->
                            new Feature(
                                f.code(),
                                f.transform(),
                                f.min(),
                                f.max(),
                                f.direction(),
                                (f.min() + 2 * f.max()) / 3))
                    .toList())
            .proxies(base.proxy(Indicator.A21), base.proxy(Indicator.A23))
            .layers(base.layers())
            .write());
  }

  private Rescoring.Summary rescore(List<ScoreRecord> windows, Model model, int inMemory)
      throws IOException {
    out.reset();
    try (Rescoring rescoring =
        new Rescoring(new Rescorer(model, ScoringOptions.DEFAULTS), inMemory, temporaries)) {
      windows.forEach(rescoring::add);
      return rescoring.finish(out);
    }
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldChangeNothingByTheModelThatScored() throws IOException {
    Model base = StoredSessions.base();

    Rescoring.Summary summary = rescore(scored(measurements, base), base, 1_000);

    assertThat(summary.windows()).isEqualTo(SESSIONS * WINDOWS);
    assertThat(summary.sessions()).isEqualTo(SESSIONS);
    assertThat(summary.repeated()).isZero();
    assertThat(summary.meanDifference()).isZero();
    assertThat(summary.meanAbsoluteDifference()).isZero();
    assertThat(summary.largest().difference()).isZero();
  }

  @Test
  void shouldSumUpWhatAnotherModelChanges() throws IOException {
    Model other = other();
    List<ScoreRecord> was = scored(measurements, StoredSessions.base());
    List<ScoreRecord> now = scored(measurements, other);

    Rescoring.Summary summary = rescore(was, other, 1_000);

    double sum = 0;
    double largest = 0;
    for (int i = 0; i < was.size(); i++) {
      double difference = now.get(i).score() - was.get(i).score();
      sum += difference;
      largest = Math.abs(difference) > Math.abs(largest) ? difference : largest;
    }
    assertThat(largest).isNotZero();
    assertThat(summary.meanDifference()).isCloseTo(sum / was.size(), within(5.1e-5));
    assertThat(summary.largest().difference()).isCloseTo(largest, within(1e-9));
    assertThat(summary.largest().score() - summary.largest().was())
        .isCloseTo(largest, within(1e-9));
  }

  @Test
  void shouldWriteTheSameInWhateverOrderWindowsComeAndHoweverFewFitIntoMemory() throws IOException {
    Model other = other();
    List<ScoreRecord> windows = scored(measurements, StoredSessions.base());
    Rescoring.Summary summary = rescore(windows, other, 1_000);
    List<String> lines = lines();

    // With one window a file there are 84 files, so that they are merged twice.
    for (int inMemory : new int[] {1, 5, 83, 84, 85}) {
      List<ScoreRecord> shuffled = new ArrayList<>(windows);
      Collections.shuffle(shuffled, new Random(inMemory));

      assertThat(rescore(shuffled, other, inMemory)).isEqualTo(summary);
      assertThat(lines()).isEqualTo(lines);
    }
    assertThat(lines).hasSize(SESSIONS * WINDOWS).doesNotHaveDuplicates();
    assertThat(lines.get(0)).startsWith("{\"streamId\":\"s0\",\"sessionStart\":");
    assertThat(lines.get(WINDOWS)).startsWith("{\"streamId\":\"s1\",");
    assertThat(lines.get(2 * WINDOWS)).startsWith("{\"streamId\":\"s10\",");
  }

  @Test
  void shouldTakeARepeatedWindowOnce() throws IOException {
    Model base = StoredSessions.base();
    List<ScoreRecord> twice = new ArrayList<>(scored(measurements, base));
    twice.addAll(scored(measurements, base));
    twice.addAll(scored(measurements, other()));
    rescore(twice, base, 10);
    List<String> lines = lines();

    Collections.shuffle(twice, new Random(3));
    Rescoring.Summary summary = rescore(twice, base, 1_000);

    assertThat(summary.windows()).isEqualTo(SESSIONS * WINDOWS);
    assertThat(summary.repeated()).isEqualTo(2 * SESSIONS * WINDOWS);
    assertThat(lines()).isEqualTo(lines);
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    Model base = StoredSessions.base();

    rescore(scored(measurements, base), base, 1);

    assertThat(temporaries).isEmptyDirectory();
  }
}
