package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  @Test
  void shouldTakeTheHighestVersionThatIsValidByTheWindowsEnd() {
    Model base = ModelFixtures.of(1, Role.CHAMPION, 0);
    Model second = ModelFixtures.of(2, Role.CHAMPION, 1000);
    Model third = ModelFixtures.of(3, Role.CHAMPION, 500);
    ModelSelection selection = new ModelSelection(base).with(second);

    assertThat(selection.champion(999)).isEqualTo(base);
    assertThat(selection.champion(1000)).isEqualTo(second);
    assertThat(selection.with(third).champion(499)).isEqualTo(base);
    assertThat(selection.with(third).champion(2000)).isEqualTo(third);
    assertThat(selection.challenger(2000)).isEmpty();
  }

  @Test
  void shouldFallBackOnTheBaseModelWhereNoneIsValid() {
    Model base = ModelFixtures.of(9, Role.CHAMPION, 5000);
    ModelSelection selection =
        new ModelSelection(base).with(ModelFixtures.of(2, Role.CHAMPION, 1000));

    assertThat(selection.champion(10)).isEqualTo(base);
    assertThat(selection.champion(1000).version()).isEqualTo(2);
    assertThat(selection.champion(5000)).isEqualTo(base);
  }

  @Test
  void shouldNotGoBackToALowerVersionThanTheBase() {
    ModelSelection selection =
        new ModelSelection(ModelFixtures.of(9, Role.CHAMPION, 0))
            .with(ModelFixtures.of(2, Role.CHAMPION, 0));

    assertThat(selection.champion(1000).version()).isEqualTo(9);
  }

  @Test
  void shouldScoreInShadowByChallengersOnly() {
    Model challenger = ModelFixtures.of(4, Role.CHALLENGER, 1000);
    ModelSelection selection =
        new ModelSelection(ModelFixtures.of(1, Role.CHAMPION, 0)).with(challenger);

    assertThat(selection.champion(2000).version()).isEqualTo(1);
    assertThat(selection.challenger(999)).isEmpty();
    assertThat(selection.challenger(1000)).contains(challenger);
  }

  @Test
  void shouldCountTheSmallerChecksumOfOneVersion() {
    Model a = ModelFixtures.of(5, Role.CHAMPION, 10);
    Model b = ModelFixtures.of(5, Role.CHAMPION, 20);
    Model smaller = a.sha256().compareTo(b.sha256()) < 0 ? a : b;
    ModelSelection none = new ModelSelection(ModelFixtures.of(1, Role.CHAMPION, 0));

    assertThat(none.with(a).with(b).champion(100)).isEqualTo(smaller);
    assertThat(none.with(b).with(a).champion(100)).isEqualTo(smaller);
  }

  @Test
  void shouldStayTheSameWhereAModelChangesNothing() {
    ModelSelection selection = new ModelSelection(ModelFixtures.of(1, Role.CHAMPION, 0), 2);
    Model third = ModelFixtures.of(3, Role.CHAMPION, 0);
    ModelSelection full = selection.with(ModelFixtures.of(4, Role.CHAMPION, 0)).with(third);

    assertThat(full.with(third)).isSameAs(full);
    assertThat(full.with(ModelFixtures.of(2, Role.CHAMPION, 0))).isSameAs(full);
    assertThat(full.models()).extracting(Model::version).containsExactly(3L, 4L);
    assertThatThrownBy(() -> new ModelSelection(third, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kept: 0");
  }

  @Property(tries = 100)
  void shouldNotDependOnTheOrderOfArrival(@ForAll long seed) {
    Random random = new Random(seed);
    Model base = random(random);
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      models.add(random(random));
    }
    int kept = 1 + random.nextInt(4);
    ModelSelection first = all(base, kept, models);
    models.addAll(models.subList(0, 3));
    Collections.shuffle(models, random);
    ModelSelection second = all(base, kept, models);

    assertThat(second.models()).isEqualTo(first.models());
    for (long windowEnd = 0; windowEnd <= 60; windowEnd += 5) {
      assertThat(second.champion(windowEnd)).isEqualTo(first.champion(windowEnd));
      assertThat(second.challenger(windowEnd)).isEqualTo(first.challenger(windowEnd));
    }
  }

  /** With room for all, the choice is the rule read word by word over the whole set. */
  @Property(tries = 100)
  void shouldFollowTheRuleOverTheWholeSet(@ForAll long seed) {
    Random random = new Random(seed);
    Model base = ModelFixtures.of(1 + random.nextInt(8), Role.CHAMPION, 10L * random.nextInt(6));
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      models.add(random(random));
    }
    ModelSelection selection = all(base, 8, models);
    models.add(base);
    for (long windowEnd = 0; windowEnd <= 60; windowEnd += 5) {
      assertThat(selection.champion(windowEnd))
          .isEqualTo(byTheRule(models, Role.CHAMPION, windowEnd).orElse(base));
      assertThat(selection.challenger(windowEnd))
          .isEqualTo(byTheRule(models, Role.CHALLENGER, windowEnd));
    }
  }

  private static Optional<Model> byTheRule(List<Model> models, Role role, long windowEnd) {
    return models.stream()
        .filter(
            model ->
                models.stream()
                    .noneMatch(
                        other ->
                            other.version() == model.version()
                                && other.sha256().compareTo(model.sha256()) < 0))
        .filter(model -> model.role() == role && model.validFrom() <= windowEnd)
        .max(Comparator.comparingLong(Model::version));
  }

  private static ModelSelection all(Model base, int kept, List<Model> models) {
    ModelSelection selection = new ModelSelection(base, kept);
    for (Model model : models) {
      selection = selection.with(model);
    }
    return selection;
  }

  private static Model random(Random random) {
    return ModelFixtures.of(
        1 + random.nextInt(8),
        random.nextInt(3) == 0 ? Role.CHALLENGER : Role.CHAMPION,
        10L * random.nextInt(6));
  }
}
