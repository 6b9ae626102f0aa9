package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Truth;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of simulated records beside what the simulator knows about them: for every fate, how
 * many of the records judged so deserved it (precision), and how many that deserved it were judged
 * so (recall). Of records with equal bytes any one may be the one that counts.
 */
final class TruthTable {
  private final Map<String, Group> groups = new HashMap<>();
  private int records;
  private int indefinite;

  /** How often records of equal bytes are to have each fate, and have it. */
  private static final class Group {
    final Map<String, Integer> deserved = new HashMap<>();
    final Map<String, Integer> judged = new HashMap<>();
    boolean definite = true;
  }

  /** One fate's counts. */
  static final class Row {
    int right;
    int judged;
    int deserved;
  }

  /**
   * Takes in a record.
   *
   * @param fate the reason it was rejected for, {@link Truth#SETTLEMENT}, or null for accepted
   */
  void add(SimulatedRecord record, String fate) {
    Truth truth = record.truth();
    byte[] value = record.value();
    String bytes = value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
    Group group = groups.computeIfAbsent(bytes, key -> new Group());
    group.deserved.merge(truth.expected(), 1, Integer::sum);
    group.judged.merge(fate == null ? Truth.ACCEPTED : fate, 1, Integer::sum);
    group.definite &= truth.definite();
    indefinite += truth.definite() ? 0 : 1;
    records++;
  }

  /** Prints the table and demands that every definite record was judged as it deserves. */
  void check(String title, Collection<String> fates) {
    Map<String, Row> rows = rows();
    System.out.print(text(title, rows));
    assertThat(rows)
        .allSatisfy(
            (fate, row) -> {
              assertThat(row.judged).as("%s: judged so", fate).isEqualTo(row.right);
              assertThat(row.deserved).as("%s: deserving it", fate).isEqualTo(row.right);
            });
    assertThat(rows.keySet()).containsAll(fates);
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    for (Group group : groups.values()) {
      if (group.definite) {
        group.deserved.forEach(
            (fate, count) -> {
              Row row = rows.computeIfAbsent(fate, key -> new Row());
              row.deserved += count;
              row.right += Math.min(count, group.judged.getOrDefault(fate, 0));
            });
        group.judged.forEach(
            (fate, count) -> rows.computeIfAbsent(fate, key -> new Row()).judged += count);
      }
    }
    return rows;
  }

  private String text(String title, Map<String, Row> rows) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%n%s: %d simulated records, %d of them without a definite truth%n",
            title,
            records,
            indefinite));
    out.append(String.format("| fate | deserved | judged so | precision | recall |%n"));
    out.append(String.format("|---|---|---|---|---|%n"));
    rows.forEach(
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
    return out.toString();
  }
}
