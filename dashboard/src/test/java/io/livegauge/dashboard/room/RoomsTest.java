package io.livegauge.dashboard.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.room.Samples.Score;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final Viewer ALL = Viewer.OPERATIONS;
  private static final long END = Samples.END;
  private static final long SLICE = Samples.SLICE;
  private static final String TOPIC = "live.scores";

  private final Clock clock = Clock.fixed(Instant.ofEpochMilli(END + 6_000), ZoneOffset.UTC);
  private final Rooms rooms = new Rooms(Duration.ofHours(1), "kafka:9092", clock);
  private long offset;

  @Test
  void shouldShowTheNewestRecordOfARoom() {
    byte[] older = Samples.score("s1", END - SLICE).score(70).bytes();
    byte[] newer = Samples.score("s1", END).score(71.5).bytes();
    put(older, newer);
    put(older);

    RoomView room = rooms.room("s1", ALL).orElseThrow();

    assertThat(room.record()).isEqualTo(newer);
    assertThat(room.point().windowEnd()).isEqualTo(END);
    assertThat(room.point().score10000()).isEqualTo(715_000);
    assertThat(room.marks()).hasSize(2);
    assertThat(room.sessions())
        .containsExactly(new RoomView.SessionRef(1_700_000_001_234L, END, false, 2));
    assertThat(json(room.row())).contains("\"score\":71.5,", "\"trend\":[70,71.5]");
    assertThat(rooms.room("s2", ALL)).isEmpty();
  }

  @Test
  void shouldLeaveLargeRecordsInKafka() {
    put(Samples.score("s1", END).with(tree -> tree.put("more", "x".repeat(40_000))).bytes());

    RoomView room = rooms.room("s1", ALL).orElseThrow();

    assertThat(room.record()).isNull();
    assertThat(room.at()).isEqualTo(new Coordinates(TOPIC, 0, offset - 1));
  }

  @Test
  void shouldForgetWhatCameFromATopicThatWasCreatedAnew() {
    put(Samples.score("s1", END).bytes(), "broken".getBytes(StandardCharsets.UTF_8));
    rooms.sessions(
        List.of(Samples.published("live.sessions", 0, 0, Samples.summary("s1", "h7", 5, 10))));
    rooms.rejections(
        List.of(Samples.published("live.quarantine", 0, 0, Samples.rejection("LATE", 0, 5, "s1"))));
    Row row = row("s1");

    alert(0, Samples.alert("s1", "SCORE_DROP", true, END).bytes());
    alert(1, "broken".getBytes(StandardCharsets.UTF_8));

    rooms.forgetScores(TOPIC);
    rooms.forgetSessions("live.sessions");
    rooms.forgetAlerts("live.alerts");
    rooms.forgetRejections("live.quarantine");

    assertThat(rooms.health(ALL))
        .usingRecursiveComparison()
        .ignoringFields("instance")
        .isEqualTo(new Rooms(Duration.ofHours(1), "kafka:9092", clock).health(ALL));
    assertThat(rooms.sessions(new SessionFilter(null, null, 9), ALL)).isEmpty();
    assertThat(rooms.table(RowFilter.ALL, ALL).rows()).isEmpty();
    assertThat(rooms.changesSince(row.sequence(), ALL).removed()).containsExactly("s1");
    offset = 0;
    put(Samples.score("s1", END - SLICE).bytes());
    assertThat(row("s1").facts().windowEnd()).isEqualTo(END - SLICE);
  }

  @Test
  void shouldTellTheChangeOfFiveMinutes() {
    put(Samples.score("s1", END - 300_000).sessionStart(1).score(60).bytes());
    put(Samples.score("s1", END - 295_000).sessionStart(1).score(10).bytes());
    put(Samples.score("s1", END).sessionStart(1).score(71.5).bytes());

    assertThat(row("s1").change10000()).isEqualTo(115_000);
  }

  @Test
  void shouldCallRoomsQuietAfterAMinuteOfTheOthers() {
    put(Samples.score("a", END).bytes(), Samples.score("b", END + 60_000).bytes());
    assertThat(row("a").status()).isEqualTo(Status.LIVE);
    long before = rooms.sequence();

    put(Samples.score("b", END + 65_000).bytes());

    assertThat(row("a").status()).isEqualTo(Status.QUIET);
    assertThat(rooms.changesSince(before, ALL).rows())
        .extracting(Row::streamId)
        .containsExactlyInAnyOrder("a", "b");
    put(Samples.score("a", END + 65_000).isFinal(true).bytes());
    assertThat(row("a").status()).isEqualTo(Status.ENDED);
  }

  @Test
  void shouldShowTheAlertsThatAreRaisedWhicheverComesFirst() {
    alert(0, Samples.alert("s1", "SCORE_DROP", true, END).bytes());
    put(Samples.score("s1", END).noMarks().bytes());
    assertThat(row("s1").alerts()).extracting(Alert::rule).containsExactly("SCORE_DROP");
    long before = rooms.sequence();

    alert(1, Samples.alert("s1", "FROM_A_NEWER_JOB", true, END - SLICE).bytes());
    assertThat(rooms.changesSince(before, ALL).rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.alerts())
                    .extracting(Alert::rule)
                    .containsExactly("FROM_A_NEWER_JOB", "SCORE_DROP"));

    alert(2, Samples.alert("s1", "SCORE_DROP", false, END + SLICE).bytes());
    alert(0, Samples.alert("s1", "SCORE_DROP", true, END).bytes());
    assertThat(row("s1").alerts())
        .as("what comes again raises nothing")
        .extracting(Alert::rule)
        .containsExactly("FROM_A_NEWER_JOB");
    put(Samples.score("s1", END + SLICE).noMarks().isFinal(true).bytes());
    assertThat(row("s1").alerts()).as("of an ended room").isEmpty();
  }

  @Test
  void shouldShowTheAlertsOfTheShownSessionAlone() {
    put(Samples.score("s1", END).noMarks().bytes());
    alert(
        0,
        Samples.alert("s1", "SCORE_DROP", true, END)
            .with(alert -> alert.put("sessionStart", 5))
            .bytes());
    assertThat(row("s1").alerts()).isEmpty();

    alert(1, Samples.alert("s1", "BOT_SURGE", true, END).bytes());
    alert(
        2,
        Samples.alert("s1", "SCORE_DROP", true, END + SLICE)
            .with(alert -> alert.put("sessionStart", 5))
            .bytes());
    assertThat(row("s1").alerts()).extracting(Alert::rule).containsExactly("BOT_SURGE");
  }

  @Test
  void shouldForgetAlertsWithTheirTopicAndCountWhatIsNone() {
    put(Samples.score("s1", END).noMarks().bytes());
    alert(0, Samples.alert("s1", "SCORE_DROP", true, END).bytes());
    alert(1, "{}".getBytes(StandardCharsets.UTF_8));
    alert(2, null);
    alert(
        3,
        Samples.alert("s1", "SCORE_DROP", true, END).with(alert -> alert.put("schema", 2)).bytes());
    Health.Unreadable unreadable = rooms.health(ALL).figures().unreadable();
    assertThat(unreadable.malformed()).isEqualTo(2);
    assertThat(unreadable.newerSchema()).isEqualTo(1);

    rooms.forgetAlerts("live.alerts");

    assertThat(row("s1").alerts()).isEmpty();
    assertThat(rooms.health(ALL).figures().unreadable().malformed()).isZero();
  }

  @Test
  void shouldShowTheNewestSessionAndKeepTheOthers() {
    put(Samples.score("s1", END).sessionStart(5).isFinal(true).noMarks().bytes());
    put(Samples.score("s1", END + SLICE).sessionStart(END).bytes());

    assertThat(row("s1").facts().sessionStart()).isEqualTo(END);
    SeriesView old = rooms.series("s1", OptionalLong.of(5), ALL).orElseThrow();
    assertThat(old.isEnded()).isTrue();
    assertThat(old.points()).hasSize(1);
    assertThat(old.marks()).isEmpty();
    SeriesView shown = rooms.series("s1", OptionalLong.empty(), ALL).orElseThrow();
    assertThat(shown.sessionStart()).isEqualTo(END);
    assertThat(shown.marks()).extracting(Mark::kind).containsExactly("pin", "promo");
    assertThat(rooms.series("s1", OptionalLong.of(6), ALL)).isEmpty();
  }

  @Test
  void shouldKnowWhereEachRecordLies() {
    put(Samples.score("s1", END - SLICE).bytes(), Samples.score("s1", END).bytes());

    assertThat(rooms.record("s1", OptionalLong.empty(), END, ALL))
        .contains(new Coordinates(TOPIC, 0, 1));
    assertThat(rooms.record("s1", OptionalLong.of(1_700_000_001_234L), END - SLICE, ALL))
        .contains(new Coordinates(TOPIC, 0, 0));
    assertThat(rooms.record("s1", OptionalLong.empty(), END - 1, ALL)).isEmpty();
    assertThat(rooms.record("s1", OptionalLong.empty(), END, Viewer.host("other"))).isEmpty();
  }

  @Test
  void shouldDropWhatIsOlderThanTheHistory() {
    put(Samples.score("old", END).bytes(), Samples.score("b", END).bytes());
    rooms.table(RowFilter.ALL, ALL);
    long before = rooms.sequence();

    put(Samples.score("b", END + 3_600_000).bytes());
    assertThat(rooms.changesSince(before, ALL).removed()).isEmpty();
    put(Samples.score("b", END + 3_605_000).bytes());

    Changes changes = rooms.changesSince(before, ALL);
    assertThat(changes.removed()).containsExactly("old");
    assertThat(changes.rows()).extracting(Row::streamId).containsExactly("b");
    assertThat(rooms.room("old", ALL)).isEmpty();
    assertThat(rooms.series("b", OptionalLong.empty(), ALL).orElseThrow().points()).hasSize(2);
    // What comes too late for the history is not shown again.
    put(Samples.score("old", END).bytes());
    assertThat(rooms.room("old", ALL)).isEmpty();
    put(Samples.score("old", END + 3_600_000).bytes());
    assertThat(rooms.changesSince(before, ALL).removed()).isEmpty();
  }

  @Test
  void shouldTellOnlyWhatChangedSince() {
    put(Samples.score("a", END).bytes(), Samples.score("b", END).bytes());
    rooms.table(RowFilter.ALL, ALL);
    long before = rooms.sequence();
    assertThat(rooms.changesSince(before, ALL).isEmpty()).isTrue();

    put(Samples.score("b", END).bytes());
    assertThat(rooms.sequence()).as("the same bytes again").isEqualTo(before);
    put(Samples.score("b", END).viewers(7).bytes());

    assertThat(rooms.changesSince(before, ALL).rows())
        .extracting(Row::streamId)
        .containsExactly("b");
    assertThat(rooms.changesSince(0, ALL).rows()).hasSize(2);
    assertThat(rooms.changesSince(before + 1_000, ALL).isReset()).isTrue();
  }

  @Test
  void shouldTellOfARecordThatChangesNothingInTheRow() {
    put(Samples.score("a", END).bytes());
    long before = rooms.sequence();

    put(Samples.score("a", END).with(tree -> tree.put("residual", 0.0007)).bytes());

    assertThat(rooms.sequence()).isGreaterThan(before);
    assertThat(new String(rooms.room("a", ALL).orElseThrow().record(), StandardCharsets.UTF_8))
        .contains("\"residual\":7.0E-4");
  }

  @Test
  void shouldKeepARecordOnOneLine() {
    put(Samples.score("a", END).toString().replace(",", ",\r\n").getBytes(StandardCharsets.UTF_8));

    assertThat(new String(rooms.room("a", ALL).orElseThrow().record(), StandardCharsets.UTF_8))
        .isEqualTo(Samples.score("a", END).toString().replace(",", ",  "));
  }

  @Test
  void shouldWakeThoseWhoWait() throws Exception {
    long before = rooms.sequence();
    assertThat(rooms.awaitChange(before, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return rooms.awaitChange(before, Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
              }
            });

    put(Samples.score("a", END).bytes());

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldShowAHostTheirOwnStreamsOnly() {
    put(Samples.score("a", END).host("h1").bytes(), Samples.score("b", END).host("h2").bytes());
    put(Samples.score("c", END).with(tree -> tree.putNull("hostId")).bytes());
    Viewer host = Viewer.host("h1");

    assertThat(rooms.table(RowFilter.ALL, host).rows())
        .extracting(Row::streamId)
        .containsExactly("a");
    assertThat(rooms.changesSince(0, host).rows()).extracting(Row::streamId).containsExactly("a");
    assertThat(rooms.room("a", host)).isPresent();
    assertThat(rooms.room("b", host)).isEmpty();
    assertThat(rooms.series("b", OptionalLong.empty(), host)).isEmpty();
    assertThat(rooms.health(host).figures()).isNull();
    assertThat(rooms.table(new RowFilter(null, "h2", Status.LIVE), ALL).rows()).hasSize(1);
    assertThat(rooms.table(new RowFilter("food", null, null), ALL).rows()).isEmpty();
  }

  @Test
  void shouldTakeARoomFromItsFormerHost() {
    put(Samples.score("a", END).host("h1").bytes());
    long before = rooms.sequence();

    put(Samples.score("a", END + SLICE).sessionStart(END).host("h2").bytes());

    Changes former = rooms.changesSince(before, Viewer.host("h1"));
    assertThat(former.removed()).containsExactly("a");
    assertThat(former.rows()).isEmpty();
    assertThat(rooms.changesSince(before, Viewer.host("h2")).rows()).hasSize(1);
    assertThat(rooms.changesSince(before, ALL).removed()).isEmpty();
    // What was theirs stays theirs.
    OptionalLong old = OptionalLong.of(1_700_000_001_234L);
    assertThat(rooms.series("a", old, Viewer.host("h1"))).isPresent();
    assertThat(rooms.series("a", old, Viewer.host("h2"))).isEmpty();
    assertThat(rooms.room("a", Viewer.host("h2")).orElseThrow().sessions()).hasSize(1);
  }

  @Test
  void shouldRankTheRoomsOfTheTableAgainstEachOther() {
    for (int i = 0; i < 5; i++) {
      put(Samples.score("s" + i, END).score(10 * i).bytes());
    }

    assertThat(rooms.table(RowFilter.ALL, ALL).rows())
        .extracting(Row::percentile)
        .containsExactly(0, 25, 50, 75, 100);
    put(Samples.score("s4", END).score(5).isFinal(true).bytes());
    assertThat(rooms.table(RowFilter.ALL, ALL).rows())
        .extracting(Row::percentile)
        .containsExactly(0, 33, 67, 100, null);
    assertThat(rooms.table(RowFilter.ALL, ALL).rows())
        .extracting(Row::peers)
        .containsExactly(3, 3, 3, 3, 0);
  }

  @Test
  void shouldCountWhatItCannotRead() {
    put("{}".getBytes(StandardCharsets.UTF_8));
    put(Samples.score("s1", END).with(tree -> tree.put("schema", 2)).bytes());
    rooms.scores(List.of(new Published(new Coordinates(TOPIC, 3, 77), 0, null, null)), false);

    assertThat(rooms.health(ALL).figures().unreadable())
        .isEqualTo(
            new Health.Unreadable(
                2, 1, new Health.Last(new Coordinates(TOPIC, 3, 77), "the record has no value")));
  }

  @Test
  void shouldSayHowItStands() {
    assertThat(rooms.health(ALL).newestWindowEnd()).isNull();
    assertThat(rooms.health(ALL).watermarkLagMillis()).isNull();
    put(
        Samples.score("a", END).model(3).bytes(),
        Samples.score("b", END).model(3).bytes(),
        Samples.score("c", END).model(4).bytes(),
        Samples.score("d", END).isFinal(true).bytes());
    rooms.rejections(
        List.of(
            Samples.published("live.quarantine", 0, 0, Samples.rejection("LATE", 0, 5, "a")),
            Samples.published("live.quarantine", 0, 1, Samples.rejection("INVALID", 0, 6, null)),
            Samples.published(
                "live.quarantine", 0, 2, Samples.rejection("INVALID_MODEL", 0, 7, null)),
            Samples.published(
                "live.quarantine", 0, 3, Samples.rejection("DUPLICATE_ID", 0, 8, "a"))));

    Health health = rooms.health(ALL);

    assertThat(health.now()).isEqualTo(END + 6_000);
    assertThat(health.watermarkLagMillis()).isEqualTo(6_000);
    assertThat(health.kafka().connected()).isFalse();
    Health.Figures figures = health.figures();
    assertThat(figures.valid()).isEqualTo(4 * 4_069);
    assertThat(figures.accepted()).isEqualTo(4 * 3_654);
    assertThat(figures.read()).isEqualTo(4 * 4_069 + 2);
    assertThat(figures.rejected())
        .hasToString("{INVALID=1, LATE=1, DUPLICATE_ID=580, DUPLICATE_CART=1080, INVALID_MODEL=1}");
    assertThat(figures.models())
        .containsExactly(new Health.ModelUse(3, 2), new Health.ModelUse(4, 1));
    assertThat(List.of(figures.live(), figures.quiet(), figures.ended())).containsExactly(3, 0, 1);
    assertThat(rooms.room("a", ALL).orElseThrow().early()).containsExactly(Map.entry("LATE", 1L));
  }

  @Test
  void shouldNotPublishEveryRecordWhileMoreIsWaiting() {
    rooms.scores(List.of(published(0, 0, Samples.score("a", END).bytes())), true);
    long first = rooms.sequence();
    for (int i = 1; i <= 20; i++) {
      byte[] value = Samples.score("a", END + i * SLICE).bytes();
      rooms.scores(List.of(published(0, i, value)), true);
    }
    assertThat(rooms.sequence()).isLessThan(first + 20);

    rooms.scores(List.of(), false);

    assertThat(rooms.changesSince(0, ALL).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.facts().windowEnd()).isEqualTo(END + 20 * SLICE));
  }

  /**
   * Each stream in the order of its partition with stretches that come twice, partitions mixed
   * anyhow, in batches of any size: the same rows, the same series, the same sums.
   */
  @Property(tries = 60)
  void shouldShowTheSameHoweverKafkaDeliversIt(@ForAll long seed) {
    Random random = new Random(seed);
    List<List<byte[]>> partitions = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      partitions.add(partition(p, random));
    }

    Rooms once = deliver(partitions, random, false);
    Rooms again = deliver(partitions, random, random.nextBoolean());

    assertThat(content(again)).isEqualTo(content(once));
    Map<String, Long> newest = newestQuality(partitions, once);
    Health.Figures figures = once.health(ALL).figures();
    assertThat(figures.valid()).isEqualTo(newest.get("valid"));
    assertThat(figures.accepted()).isEqualTo(newest.get("accepted"));
    assertThat(figures.valid())
        .isEqualTo(
            figures.accepted()
                + figures.rejected().values().stream().mapToLong(Long::longValue).sum());
  }

  private static List<byte[]> partition(int number, Random random) {
    List<byte[]> records = new ArrayList<>();
    for (int stream = 0; stream < 2; stream++) {
      String id = "s" + number + stream;
      long end = END + random.nextInt(700) * SLICE;
      for (int session = 0; session < 1 + random.nextInt(3); session++) {
        long start = end - 1_234;
        int count = 1 + random.nextInt(20);
        int first = records.size();
        for (int i = 0; i < count; i++) {
          Score score =
              Samples.score(id, end)
                  .sessionStart(start)
                  .score(random.nextInt(10))
                  .host("h" + session)
                  .category(random.nextBoolean() ? "x" : "y")
                  .quality(random.nextInt(1_000), "DUPLICATE_ID", random.nextInt(100))
                  .isFinal(i == count - 1);
          records.add(score.bytes());
          end += SLICE * (random.nextInt(9) == 0 ? 30 : 1);
        }
        if (random.nextBoolean()) {
          records.addAll(List.copyOf(records.subList(first, records.size())));
        }
      }
    }
    return records;
  }

  private Rooms deliver(List<List<byte[]>> partitions, Random random, boolean oneByOne) {
    Rooms rooms = new Rooms(Duration.ofHours(1), "kafka:9092", clock);
    int[] next = new int[partitions.size()];
    List<Published> batch = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      open.add(p);
    }
    while (!open.isEmpty()) {
      int p = oneByOne ? open.get(0) : open.get(random.nextInt(open.size()));
      batch.add(published(p, next[p], partitions.get(p).get(next[p])));
      if (++next[p] == partitions.get(p).size()) {
        open.remove((Integer) p);
      }
      if (random.nextInt(5) == 0) {
        rooms.scores(batch, random.nextBoolean());
        batch.clear();
      }
    }
    rooms.scores(batch, false);
    return rooms;
  }

  private static Map<String, Object> content(Rooms rooms) {
    Map<String, Object> content = new TreeMap<>();
    for (Row row : rooms.table(RowFilter.ALL, ALL).rows()) {
      RoomView room = rooms.room(row.streamId(), ALL).orElseThrow();
      content.put(row.streamId(), json(row));
      content.put(row.streamId() + " record", new String(room.record(), StandardCharsets.UTF_8));
      for (RoomView.SessionRef session : room.sessions()) {
        content.put(
            row.streamId() + " " + session,
            rooms.series(row.streamId(), OptionalLong.of(session.sessionStart()), ALL));
      }
    }
    content.put("figures", rooms.health(ALL).figures());
    return content;
  }

  /** The sums, from all records by brute force. */
  private static Map<String, Long> newestQuality(List<List<byte[]>> partitions, Rooms rooms) {
    long newest = rooms.health(ALL).newestWindowEnd();
    Map<String, ScoreFacts> bySession = new HashMap<>();
    for (List<byte[]> partition : partitions) {
      for (byte[] value : partition) {
        try {
          ScoreFacts facts = ScoreParser.parse(value, -1);
          String session = facts.streamId() + facts.sessionStart();
          ScoreFacts before = bySession.get(session);
          if (before == null || before.windowEnd() <= facts.windowEnd()) {
            bySession.put(session, facts);
          }
        } catch (UnreadableRecordException e) {
          throw new AssertionError(e);
        }
      }
    }
    Map<String, Long> sums = new HashMap<>(Map.of("valid", 0L, "accepted", 0L));
    bySession.values().stream()
        .filter(facts -> facts.windowEnd() >= newest - 3_600_000)
        .forEach(
            facts -> {
              sums.merge("valid", facts.valid(), Long::sum);
              sums.merge("accepted", facts.accepted(), Long::sum);
            });
    return sums;
  }

  private void put(byte[]... values) {
    List<Published> batch = new ArrayList<>();
    for (byte[] value : values) {
      batch.add(published(0, offset++, value));
    }
    rooms.scores(batch, false);
  }

  private void alert(long at, byte[] value) {
    rooms.alerts(List.of(Samples.published("live.alerts", 0, at, value)));
  }

  private Row row(String streamId) {
    return rooms.room(streamId, ALL).orElseThrow().row();
  }

  private static String json(Row row) {
    return new String(row.json(), StandardCharsets.UTF_8);
  }

  private static Published published(int partition, long at, byte[] value) {
    return Samples.published(TOPIC, partition, at, value);
  }
}
