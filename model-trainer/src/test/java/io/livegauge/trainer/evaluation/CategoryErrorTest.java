package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.data.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryErrorTest {
  @Test
  void shouldMeasureEachCategoryByItself() {
    double[] targets = {0.2, 0.4, 0.5, 0.5, 0.9, 0.1};
    Rows rows =
        new Rows(
            new double[6][14],
            targets,
            new int[] {0, 0, 1, 2, 2, 4},
            // Nothing is left of the fourth session.
            Arrays.asList("tea", null, "tea", "gone", "art"),
            new double[6]);
    double[] predictions = {0.3, 0.5, 0.7, 0.6, 0.8, 0.1};

    List<CategoryError> errors = CategoryError.of(predictions, rows);

    assertThat(errors).extracting(CategoryError::category).containsExactly("tea", "art", null);
    CategoryError tea = errors.get(0);
    assertThat(tea.rows()).isEqualTo(4);
    assertThat(tea.sessions()).isEqualTo(2);
    assertThat(tea.bias()).isCloseTo(0.05, within(1e-12));
    assertThat(tea.metrics().mae()).isCloseTo(0.1, within(1e-12));
    assertThat(tea.metrics().rmse()).isCloseTo(0.1, within(1e-12));
    assertThat(tea.metrics().r2()).isCloseTo(1 - 0.01 / 0.065, within(1e-12));
    assertThat(errors.get(1).bias()).isZero();
    assertThat(errors.get(1).metrics().r2()).isNaN();
    assertThat(errors.get(2).bias()).isCloseTo(0.2, within(1e-12));
  }
}
