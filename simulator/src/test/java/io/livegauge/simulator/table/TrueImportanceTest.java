package io.livegauge.simulator.table;

import static io.livegauge.indicator.Indicator.A11;
import static io.livegauge.indicator.Indicator.A12;
import static io.livegauge.indicator.Indicator.A13;
import static io.livegauge.indicator.Indicator.A14;
import static io.livegauge.indicator.Indicator.A21;
import static io.livegauge.indicator.Indicator.A22;
import static io.livegauge.indicator.Indicator.A23;
import static io.livegauge.indicator.Indicator.A31;
import static io.livegauge.indicator.Indicator.A32;
import static io.livegauge.indicator.Indicator.A33;
import static io.livegauge.indicator.Indicator.A41;
import static io.livegauge.indicator.Indicator.A42;
import static io.livegauge.indicator.Indicator.A43;
import static io.livegauge.indicator.Indicator.A51;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.indicator.Indicator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueImportanceTest {
  private static final List<Indicator> ORDER =
      List.of(A41, A31, A51, A11, A32, A22, A23, A14, A33, A43, A21, A42, A12, A13);

  /** Not an accident of the sessions that it was measured on. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRankInTheSameOrderOnAnySessions(long seed) {
    assertThat(TrueImportance.ranking(seed)).extracting(TrueImportance::indicator).isEqualTo(ORDER);
  }

  @Test
  void shouldGradeClearly() {
    List<TrueImportance> ranking = TrueImportance.ranking();

    assertThat(ranking.stream().mapToDouble(TrueImportance::share).sum())
        .isCloseTo(1, within(1e-12));
    for (int i = 1; i < ranking.size(); i++) {
      assertThat(ranking.get(i - 1).share() / ranking.get(i).share())
          .as(ranking.get(i).indicator().name())
          .isGreaterThan(1.2);
    }
  }

  @Test
  void shouldBeWhatTheDocumentationSays() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "simulator.md"));

    int rank = 1;
    for (TrueImportance importance : TrueImportance.ranking()) {
      BigDecimal share = BigDecimal.valueOf(importance.share()).setScale(3, RoundingMode.HALF_UP);
      assertThat(page)
          .contains("| " + rank + " | " + importance.indicator() + " | " + share + " |");
      rank++;
    }
  }
}
