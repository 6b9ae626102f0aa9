package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.dashboard.access.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a record holds, it is shown or counted. */
class FuzzTest {
  private static final String[] JUNK = {
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "-1",
    "1e400",
    "99999999999999999999",
    "0.5",
    "{\"a\":1}",
    "[[[[]]]]",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "NaN",
    "",
    ",",
    "\"score\"",
    "9007199254740991"
  };

  @Property(tries = 3_000)
  void shouldShowOrCountEveryScoreRecord(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] value = mutated(Samples.golden("score.json"), random);
    Rooms rooms = new Rooms(Duration.ofHours(24), "kafka:9092", Clock.systemUTC());

    rooms.scores(List.of(Samples.published("live.scores", 0, 7, value)), false);

    List<Row> rows = rooms.table(RowFilter.ALL, Viewer.OPERATIONS).rows();
    assertThat(rows.size() + unreadable(rooms)).isEqualTo(1);
    assertThat(rows)
        .allSatisfy(row -> assertThat(Samples.JSON.readTree(row.json()).isObject()).isTrue());
  }

  @Property(tries = 1_000)
  void shouldShowOrCountEverySummary(@ForAll long seed) {
    byte[] value = mutated(Samples.golden("session.json"), new Random(seed));
    Rooms rooms = new Rooms(Duration.ofHours(24), "kafka:9092", Clock.systemUTC());

    rooms.sessions(List.of(Samples.published("live.sessions", 0, 7, value)));

    assertThat(
            rooms.sessions(new SessionFilter(null, null, 10), Viewer.OPERATIONS).size()
                + unreadable(rooms))
        .isEqualTo(1);
  }

  @Property(tries = 1_000)
  void shouldTakeInOrCountEveryAlert(@ForAll long seed) throws IOException {
    byte[] score = Samples.score("s1", Samples.END).bytes();
    byte[] alert = Samples.alert("s1", "SCORE_DROP", true, Samples.END).bytes();
    Rooms rooms = new Rooms(Duration.ofHours(24), "kafka:9092", Clock.systemUTC());
    rooms.scores(List.of(Samples.published("live.scores", 0, 7, score)), false);

    rooms.alerts(List.of(Samples.published("live.alerts", 0, 7, mutated(alert, new Random(seed)))));

    assertThat(unreadable(rooms)).isLessThanOrEqualTo(1);
    Row row = rooms.table(RowFilter.ALL, Viewer.OPERATIONS).rows().get(0);
    assertThat(row.alerts()).hasSizeLessThanOrEqualTo(1 - (int) unreadable(rooms));
    assertThat(Samples.JSON.readTree(row.json()).isObject()).isTrue();
  }

  @Property(tries = 1_000)
  void shouldTakeInOrCountEveryRejection(@ForAll long seed) {
    Random random = new Random(seed);
    String[] lines =
        new String(Samples.golden("quarantine.jsonl"), StandardCharsets.UTF_8).split("\n", -1);
    byte[] line = lines[random.nextInt(lines.length - 1)].getBytes(StandardCharsets.UTF_8);
    Rooms rooms = new Rooms(Duration.ofHours(24), "kafka:9092", Clock.systemUTC());

    rooms.rejections(List.of(Samples.published("live.quarantine", 0, 7, mutated(line, random))));

    Health.Figures figures = rooms.health(Viewer.OPERATIONS).figures();
    long counted = figures.rejected().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counted + unreadable(rooms)).isEqualTo(1);
  }

  private static long unreadable(Rooms rooms) {
    Health.Unreadable unreadable = rooms.health(Viewer.OPERATIONS).figures().unreadable();
    assertThat(unreadable.last() == null)
        .isEqualTo(unreadable.malformed() + unreadable.newerSchema() == 0);
    return unreadable.malformed() + unreadable.newerSchema();
  }

  private static byte[] mutated(byte[] record, Random random) {
    byte[] bytes = record.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      switch (random.nextInt(4)) {
        case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        case 1 -> {
          int from = random.nextInt(text.length());
          int to = Math.min(text.length(), from + random.nextInt(60));
          bytes =
              (text.substring(0, from) + text.substring(to) + " ").getBytes(StandardCharsets.UTF_8);
        }
        default -> {
          // Another value for one of the fields.
          int colon = text.indexOf(':', random.nextInt(text.length()));
          if (colon > 0) {
            int end = colon + 1;
            while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
              end++;
            }
            String junk = JUNK[random.nextInt(JUNK.length)];
            bytes =
                (text.substring(0, colon + 1) + junk + text.substring(end))
                    .getBytes(StandardCharsets.UTF_8);
          }
        }
      }
    }
    return bytes;
  }
}
