package io.livegauge.job.alert;

import io.livegauge.alert.AlertRecord;
import io.livegauge.job.config.AlertSettings;
import io.livegauge.job.config.JobConfig;
import io.livegauge.score.ScoreRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rules say of score records, without an engine. */
public final class ExpectedAlerts {
  private ExpectedAlerts() {}

  /** The published lines, in the order of slice ends. */
  public static List<String> of(Collection<ScoreRecord> records, JobConfig config) {
    AlertRules rules = new AlertRules(AlertSettings.of(config));
    Map<String, AlertState> open = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (ScoreRecord record :
        records.stream().sorted(Comparator.comparingLong(ScoreRecord::windowEnd)).toList()) {
      AlertState state = open.computeIfAbsent(record.streamId(), id -> new AlertState());
      for (AlertRecord alert : rules.judge(Reading.of(record), state)) {
        lines.add(new String(alert.toJson(), StandardCharsets.UTF_8));
      }
      if (record.isFinal()) {
        open.remove(record.streamId());
      }
    }
    return lines;
  }
}
