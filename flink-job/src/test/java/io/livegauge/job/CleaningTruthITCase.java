package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.event.Reason;
import io.livegauge.job.config.JobConfig;
import io.livegauge.simulator.FileTarget;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import io.livegauge.simulator.Truth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

  /** How often records of equal bytes are to have each fate, and have it. */
  private static final class Group {
    final Map<String, Integer> deserved = new HashMap<>();
    final Map<String, Integer> judged = new HashMap<>();
    boolean definite = true;
  }

  private static final class Row {
    int right;
    int judged;
    int deserved;
  }

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
    Map<String, Group> groups = new HashMap<>();
    long indefinite = 0;
    for (int i = 0; i < records.size(); i++) {
      Truth truth = records.get(i).truth();
      // Of records with equal bytes any one may be the one that counts.
      Group group =
          groups.computeIfAbsent(
              new String(records.get(i).value(), StandardCharsets.ISO_8859_1), k -> new Group());
      group.deserved.merge(truth.expected(), 1, Integer::sum);
      group.judged.merge(fates.getOrDefault(i + 1, Truth.ACCEPTED), 1, Integer::sum);
      group.definite &= truth.definite();
      indefinite += truth.definite() ? 0 : 1;
    }
    Map<String, Row> table = tableOf(groups);
    print(table, records.size(), indefinite);

    assertThat(table)
        .allSatisfy(
            (fate, row) -> {
              assertThat(row.judged).as("%s: judged so", fate).isEqualTo(row.right);
              assertThat(row.deserved).as("%s: deserving it", fate).isEqualTo(row.right);
            });
    assertThat(table)
        .containsKeys(
            Truth.ACCEPTED,
            Truth.SETTLEMENT,
            Reason.INVALID.name(),
            Reason.STREAM_ENDED.name(),
            Reason.DUPLICATE_ID.name(),
            Reason.DUPLICATE_LOGIN.name(),
            Reason.DUPLICATE_INTERACTION.name(),
            Reason.DUPLICATE_CART.name(),
            Reason.DUPLICATE_ORDER.name(),
            Reason.DUPLICATE_AD.name(),
            Reason.ORPHAN_CLICK.name(),
            Reason.ABNORMAL_ACCESS.name(),
            Reason.ABNORMAL_CART.name(),
            Reason.ABNORMAL_ORDER.name(),
            Reason.SUSPECT_RATING.name());
    assertBalanced(book, records.size());
  }

  private static void assertBalanced(Map<String, Long> book, long produced) {
    long rejected = 0;
    long unread = 0;
    for (Reason reason : Reason.values()) {
      long count = book.getOrDefault(BookKeeper.nameOf(reason), 0L);
      if (reason.isCleaning()) {
        rejected += count;
      } else {
        unread += count;
      }
    }
    assertThat(book.get(BookKeeper.READ)).isEqualTo(produced);
    assertThat(book.get(BookKeeper.VALID) + book.get(BookKeeper.SETTLEMENTS) + unread)
        .isEqualTo(produced);
    assertThat(book.get(BookKeeper.ACCEPTED) + rejected).isEqualTo(book.get(BookKeeper.VALID));
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

  private static Map<String, Row> tableOf(Map<String, Group> groups) {
    Map<String, Row> table = new TreeMap<>();
    for (Group group : groups.values()) {
      if (!group.definite) {
        continue;
      }
      group.deserved.forEach(
          (fate, count) -> {
            Row row = table.computeIfAbsent(fate, key -> new Row());
            row.deserved += count;
            row.right += Math.min(count, group.judged.getOrDefault(fate, 0));
          });
      group.judged.forEach(
          (fate, count) -> table.computeIfAbsent(fate, key -> new Row()).judged += count);
    }
    return Collections.unmodifiableMap(table);
  }

  private static void print(Map<String, Row> table, int records, long indefinite) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%nCleaning against the truth of %d simulated records (%d without a definite one)%n",
            records,
            indefinite));
    out.append(String.format("| fate | deserved | judged | precision | recall |%n"));
    out.append(String.format("|---|---|---|---|---|%n"));
    table.forEach(
        (fate, row) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.4f | %.4f |%n",
                    fate,
                    row.deserved,
                    row.judged,
                    row.judged == 0 ? 1.0 : (double) row.right / row.judged,
                    row.deserved == 0 ? 1.0 : (double) row.right / row.deserved)));
    System.out.print(out);
  }
}
