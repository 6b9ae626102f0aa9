package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import java.util.List;
import java.util.Map;

/**
 * What a questionnaire adds to settled sessions.
 *
 * @param respondents those whose answers count
 * @param items which indicator an item asks for, by the item's name; also for answers among the
 *     settlements
 * @param sha256 checksums of the files; empty where there are none
 * @param notes what a reader should know, one sentence each
 */
public record SurveyAnswers(
    List<Respondent> respondents,
    Map<String, Item> items,
    List<String> sha256,
    List<String> notes) {
  /** No questionnaire. */
  public static final SurveyAnswers NONE =
      new SurveyAnswers(List.of(), Map.of(), List.of(), List.of());

  /**
   * Somebody who answered.
   *
   * @param sessionStart of the session that was watched; null where that is not said
   */
  public record Respondent(String streamId, Long sessionStart, List<Answer> answers) {}

  /**
   * An answer.
   *
   * @param value 1 to 5, more being better
   */
  public record Answer(Indicator indicator, double value) {}

  /** A question, and whether more is worse. */
  public record Item(Indicator indicator, boolean isReversed) {}
}
