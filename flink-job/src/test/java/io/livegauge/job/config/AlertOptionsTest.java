package io.livegauge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.alert.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of alerts: what can be said, what cannot, and that the page names every rule. */
class AlertOptionsTest {
  private static AlertSettings settings(String... namesAndValues) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return AlertSettings.of(JobConfig.of(given));
  }

  @Test
  void shouldSwitchRulesOnAndOff() {
    assertThat(AlertRule.values()).allMatch(rule -> settings().isOn(rule));
    assertThat(AlertRule.values()).noneMatch(rule -> settings("alert-rules", "none").isOn(rule));
    AlertSettings two = settings("alert-rules", "score-drop, no-events");
    assertThat(Arrays.stream(AlertRule.values()).filter(two::isOn))
        .containsExactly(AlertRule.SCORE_DROP, AlertRule.NO_EVENTS);
  }

  @Test
  void shouldTakeThresholds() {
    AlertSettings settings =
        settings("alert-score-drop", "12.34567", "alert-score-drop-clear", "0");

    assertThat(settings.raise10000(AlertRule.SCORE_DROP)).isEqualTo(123_457);
    assertThat(settings.clear10000(AlertRule.SCORE_DROP)).isZero();
    assertThat(settings.raise10000(AlertRule.NO_EVENTS)).isEqualTo(600_000);
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatThrownBy(() -> settings("alert-rules", "bad-luck"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("option --alert-rules: 'bad-luck' is not allowed")
        .hasMessageContaining("score-drop, below-reference");
    assertThatThrownBy(() -> settings("alert-score-drop", "5"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "option --alert-score-drop-clear: '5' is not allowed; allowed is a number below"
                + " --alert-score-drop (5), by 0.0001 or more");
    assertThatThrownBy(() -> settings("alert-raise-windows", "0"))
        .isInstanceOf(OptionException.class);
  }

  @Test
  void shouldExplainEveryRuleWithItsThresholds() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "alerts.md"));

    AlertOptions.THRESHOLDS.forEach(
        (rule, thresholds) ->
            assertThat(page)
                .containsPattern(
                    "\\| `%s` \\| [^|]+ \\| %s \\| %s \\|"
                        .formatted(
                            rule,
                            thresholds.raise().defaultText(),
                            thresholds.clear().defaultText())));
  }
}
