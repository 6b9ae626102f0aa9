package io.livegauge.trainer.survey;

import io.livegauge.trainer.data.DataChecksum;
import io.livegauge.trainer.data.SettledSessions;
import io.livegauge.trainer.data.SurveyAnswers;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Joins a questionnaire's answers with the sessions that the respondents watched. */
public final class SessionSurvey {
  private SessionSurvey() {}

  /**
   * The answers of respondents who pass the screening, to the items that ask for A21, A22 or A23,
   * on the scale from 1 to 5.
   *
   * @param file the export, one row a respondent
   * @param definition says which column holds the stream
   * @throws InputException naming file, line, column and what is expected
   */
  public static SurveyAnswers read(Path file, Path definition) throws InputException {
    CsvTable table = CsvTable.read(file);
    SurveyDefinition survey = SurveyDefinition.read(definition, table);
    if (survey.stream() == null) {
      throw new InputException(
          definition
              + ": no key 'stream'; expected is the column of "
              + file
              + " that holds the streamId of what a respondent watched");
    }
    Map<String, SurveyAnswers.Item> items = new LinkedHashMap<>();
    Set<String> elsewhere = new TreeSet<>();
    for (SurveyDefinition.Item item : survey.items()) {
      if (isJoined(item)) {
        items.put(item.column(), new SurveyAnswers.Item(item.indicator(), item.isReversed()));
      } else if (item.indicator() != null) {
        elsewhere.add(item.indicator().name());
      }
    }
    if (items.isEmpty()) {
      throw new InputException(
          definition + ": no item asks for A21, A22 or A23; expected is one that does");
    }
    Screening screening = Screening.of(table, survey);
    List<SurveyAnswers.Respondent> respondents = new ArrayList<>();
    int placeless = 0;
    for (int row = 0; row < screening.valid(); row++) {
      String stream = screening.validRows().get(row).cells().get(survey.stream().index());
      if (survey.missing().contains(stream)) {
        placeless++;
      } else {
        respondents.add(
            new SurveyAnswers.Respondent(
                stream,
                start(table, screening.validRows().get(row), survey),
                answers(survey, screening.answers()[row])));
      }
    }
    return new SurveyAnswers(
        List.copyOf(respondents),
        Map.copyOf(items),
        List.of(DataChecksum.ofInput(file), DataChecksum.ofInput(definition)),
        notes(table, screening, placeless, elsewhere));
  }

  private static boolean isJoined(SurveyDefinition.Item item) {
    return item.indicator() != null && SettledSessions.SURVEYED.contains(item.indicator());
  }

  private static Long start(CsvTable table, CsvTable.Row row, SurveyDefinition survey)
      throws InputException {
    if (survey.sessionStart() == null) {
      return null;
    }
    int column = survey.sessionStart().index();
    String cell = row.cells().get(column);
    if (survey.missing().contains(cell)) {
      return null;
    }
    OptionalLong start = Numbers.whole(cell);
    if (start.isEmpty()) {
      throw table.wrong(row, column, "a session's start in epoch ms, or nothing");
    }
    return start.getAsLong();
  }

  private static List<SurveyAnswers.Answer> answers(SurveyDefinition survey, double[] given) {
    List<SurveyAnswers.Answer> answers = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      SurveyDefinition.Item item = survey.items().get(i);
      if (isJoined(item)) {
        double share = (given[i] - survey.min()) / (survey.max() - survey.min());
        answers.add(new SurveyAnswers.Answer(item.indicator(), 1 + 4 * share));
      }
    }
    return List.copyOf(answers);
  }

  private static List<String> notes(
      CsvTable table, Screening screening, int placeless, Set<String> elsewhere) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Survey "
            + table.file().getFileName()
            + (table.isInvented() ? " (its own header says: invented)" : "")
            + ": "
            + screening.valid()
            + " of "
            + screening.returned()
            + " respondents pass the screening"
            + (placeless == 0 ? "" : ", " + placeless + " of them name no stream")
            + ".");
    if (!elsewhere.isEmpty()) {
      notes.add(
          "Answers to items that ask for "
              + String.join(", ", elsewhere)
              + " count nowhere: the job measures these itself.");
    }
    return List.copyOf(notes);
  }
}
