package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Reason;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.simulator.FileTarget;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cleaning against the simulator's truth: for every fate, how many of the records judged so
 * deserved it (precision), and how many that deserved it were judged so (recall). Run it to print
 * the table that docs/simulator.md shows.
 */
class CleaningTruthITCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void shouldJudgeEveryRecordAsItDeserves() throws Exception {
    Path input = directory.resolve("events.jsonl");
    Path output = directory.resolve("out");
    List<SimulatedRecord> records = new ArrayList<>();
    new FileTarget(input)
        .write(
            new Simulation(SimulationConfig.file(7, 12, 150, 20 * 60_000, 1_700_000_000_000L)),
            records::add);

    Map<String, Long> book = Backfill.run(JobConfig.defaults(), List.of(input), output, 2);

    Map<Integer, String> fates = fates(output, records);
    TruthTable table = new TruthTable();
    for (int i = 0; i < records.size(); i++) {
      table.add(records.get(i), fates.get(i + 1));
    }
    Set<String> expected = new TreeSet<>();
    for (Reason reason : Reason.values()) {
      expected.add(reason.name());
    }
    // Nothing in a file is late or from the future.
    expected.removeAll(
        List.of(Reason.LATE.name(), Reason.FUTURE.name(), Reason.INVALID_MODEL.name()));
    table.check("Cleaning of a backfilled file against the truth", expected);
    assertBalanced(book, records.size());
  }

  private static void assertBalanced(Map<String, Long> book, long produced) {
    long rejected = 0;
    long unread = 0;
    for (Reason reason : Reason.values()) {
      long count = book.getOrDefault(JobMetrics.rejected(reason).name(), 0L);
      if (reason.isCleaning()) {
        rejected += count;
      } else {
        unread += count;
      }
    }
    assertThat(book.get(JobMetrics.READ.name())).isEqualTo(produced);
    assertThat(book.get(JobMetrics.VALID.name()) + book.get(JobMetrics.SETTLEMENTS.name()) + unread)
        .isEqualTo(produced);
    assertThat(book.get(JobMetrics.ACCEPTED.name()) + rejected)
        .isEqualTo(book.get(JobMetrics.VALID.name()));
  }

  /** The fate of each line that was not accepted. */
  private static Map<Integer, String> fates(Path output, List<SimulatedRecord> records)
      throws Exception {
    Map<Integer, String> fates = new HashMap<>();
    for (String line : Files.readAllLines(output.resolve("quarantine.jsonl"))) {
      JsonNode rejection = JSON.readTree(line);
      assertThat(fates.put(rejection.get("line").asInt(), rejection.get("reason").asText()))
          .as("rejected once")
          .isNull();
    }
    Map<String, Integer> settlements = new HashMap<>();
    for (String line : Files.readAllLines(output.resolve("settlements.jsonl"))) {
      JsonNode settlement = JSON.readTree(line);
      settlements.merge(
          settlement.get("streamId").asText() + " " + settlement.get("eventId").asText(),
          1,
          Integer::sum);
    }
    for (int i = 0; i < records.size(); i++) {
      Truth truth = records.get(i).truth();
      String id = truth.streamId() + " " + truth.eventId();
      if (!fates.containsKey(i + 1) && settlements.getOrDefault(id, 0) > 0) {
        settlements.merge(id, -1, Integer::sum);
        fates.put(i + 1, Truth.SETTLEMENT);
      }
    }
    return fates;
  }
}
