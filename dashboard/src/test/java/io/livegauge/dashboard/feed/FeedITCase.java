package io.livegauge.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.Health;
import io.livegauge.dashboard.room.KafkaState;
import io.livegauge.dashboard.room.Rooms;
import io.livegauge.dashboard.room.Row;
import io.livegauge.dashboard.room.RowFilter;
import io.livegauge.dashboard.room.Samples;
import io.livegauge.dashboard.room.SessionFilter;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against one real broker, each test under a prefix of its own. */
@Timeout(120)
class FeedITCase {
  private static final Viewer ALL = Viewer.OPERATIONS;
  private static final long END = Samples.END;
  private static final long SLICE = Samples.SLICE;

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldReadBackThenFollow() {
    String prefix = "follow.";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 2);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, prefix + "scores", "s1", Samples.score("s1", END).score(60).bytes());
      send(producer, prefix + "scores", "s2", "no json".getBytes(StandardCharsets.UTF_8));
      send(producer, prefix + "scores", null, null);
      send(producer, prefix + "sessions", "s1:5", Samples.summary("s1", "h7", 5, 10));
      send(producer, prefix + "sessions", "s3:5", null);
      send(producer, prefix + "alerts", "s1", Samples.alert("s1", "BOT_SURGE", true, END).bytes());
      send(producer, prefix + "quarantine", null, Samples.rejection("INVALID", 0, 1, null));
      try (Reading reading = new Reading(prefix)) {
        reading.await(() -> reading.kafka().caughtUp());

        assertThat(reading.kafka().connected()).isTrue();
        assertThat(reading.kafka().missingTopics()).isEmpty();
        assertThat(reading.kafka().readBack()).isEqualTo(1);
        assertThat(reading.rows()).containsOnlyKeys("s1");
        assertThat(reading.row("s1").alerts()).hasSize(1);
        Health.Figures figures = reading.rooms.health(ALL).figures();
        assertThat(figures.unreadable().malformed()).isEqualTo(2);
        assertThat(figures.rejected()).containsEntry("INVALID", 1L);
        assertThat(reading.rooms.sessions(new SessionFilter(null, null, 9), ALL)).hasSize(1);

        send(producer, prefix + "scores", "s1", Samples.score("s1", END + SLICE).bytes());
        send(producer, prefix + "sessions", "s1:5", null);
        reading.await(() -> reading.row("s1").facts().windowEnd() == END + SLICE);
        reading.await(
            () -> reading.rooms.sessions(new SessionFilter(null, null, 9), ALL).isEmpty());
      }
    }
  }

  @Test
  void shouldShowTheSameAfterARestart() {
    String prefix = "again.";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 3);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < 40; i++) {
        for (int stream = 0; stream < 12; stream++) {
          byte[] value =
              Samples.score("s" + stream, END + i * SLICE)
                  .score((stream * 7 + i) % 100)
                  .isFinal(i == 39 && stream % 5 == 0)
                  .bytes();
          send(producer, prefix + "scores", "s" + stream, value);
        }
      }
      try (Reading first = new Reading(prefix)) {
        first.await(() -> first.kafka().caughtUp());
        send(producer, prefix + "scores", "s3", Samples.score("s3", END + 40 * SLICE).bytes());
        first.await(() -> first.row("s3").facts().windowEnd() == END + 40 * SLICE);
        try (Reading second = new Reading(prefix)) {
          second.await(() -> second.kafka().caughtUp());

          assertThat(second.rows()).hasSize(12).isEqualTo(first.rows());
          for (String stream : first.rows().keySet()) {
            assertThat(second.rooms.series(stream, OptionalLong.empty(), ALL))
                .isEqualTo(first.rooms.series(stream, OptionalLong.empty(), ALL));
          }
          assertThat(second.rooms.health(ALL).figures())
              .isEqualTo(first.rooms.health(ALL).figures());
        }
      }
    }
  }

  @Test
  void shouldWaitForTopicsAndTakeNewPartitionsIn() throws Exception {
    String prefix = "late.";
    try (Reading reading = new Reading(prefix);
        KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = admin()) {
      reading.await(() -> reading.kafka().connected());
      assertThat(reading.kafka().missingTopics())
          .containsExactly("late.alerts", "late.quarantine", "late.scores", "late.sessions");

      LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
      send(producer, prefix + "scores", "s1", Samples.score("s1", END).bytes());
      reading.await(() -> reading.rows().containsKey("s1"));
      reading.await(() -> reading.kafka().missingTopics().isEmpty());

      admin
          .createPartitions(Map.of(prefix + "scores", NewPartitions.increaseTo(2)))
          .all()
          .get(30, TimeUnit.SECONDS);
      byte[] value = Samples.score("s2", END).bytes();
      try (KafkaProducer<byte[], byte[]> aware = producer(Map.of())) {
        FeedITCase.await(() -> aware.partitionsFor(prefix + "scores").size() == 2);
        send(aware, new ProducerRecord<>(prefix + "scores", 1, null, value));
      }
      reading.await(() -> reading.rows().containsKey("s2"));
    }
  }

  @Test
  void shouldStartOverWithATopicThatWasCreatedAnew() throws Exception {
    String prefix = "anew.";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
    try (Reading reading = new Reading(prefix);
        KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = admin()) {
      for (int i = 0; i < 3; i++) {
        send(producer, prefix + "scores", "s1", Samples.score("s1", END + i * SLICE).bytes());
      }
      reading.await(() -> reading.rows().containsKey("s1"));

      admin.deleteTopics(List.of(prefix + "scores")).all().get(30, TimeUnit.SECONDS);
      reading.await(() -> reading.kafka().missingTopics().contains(prefix + "scores"));
      LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
      send(producer, prefix + "scores", "s2", Samples.score("s2", END).bytes());

      // Of the former topic nothing is left, as after a restart.
      reading.await(() -> reading.rows().keySet().equals(Set.of("s2")));
    }
  }

  @Test
  void shouldSeeCommittedRecordsOnly() {
    String prefix = "committed.";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
    try (Reading reading = new Reading(prefix);
        KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, prefix + "scores", "s1", Samples.score("s1", END).bytes());
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, prefix + "scores", "s2", Samples.score("s2", END).bytes());
      producer.commitTransaction();

      reading.await(() -> reading.rows().containsKey("s2"));
      assertThat(reading.rows()).containsOnlyKeys("s2");
      // Also past the marks that end a transaction.
      reading.await(() -> reading.kafka().caughtUp());
    }
  }

  @Test
  void shouldSayThatKafkaIsAwayAndGoOnByItself() {
    String prefix = "away.";
    LiveTopics.create(kafka.bootstrapServers(), prefix, 1);
    try (Reading reading = new Reading(prefix)) {
      try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
        send(producer, prefix + "scores", "s1", Samples.score("s1", END).bytes());
      }
      reading.await(() -> reading.rows().containsKey("s1") && reading.kafka().connected());
      long connectedSince = reading.kafka().since();

      kafka.stop();
      long stopped = System.currentTimeMillis();
      Reading early = new Reading(prefix);
      try {
        reading.await(() -> !reading.kafka().connected());
        assertThat(reading.kafka().since()).isBetween(connectedSince, stopped + 1_000);
        assertThat(reading.rows()).containsOnlyKeys("s1");
        assertThatThrownBy(() -> reading.feeds.lookup().read(prefix + "scores", 0, 0))
            .isInstanceOf(KafkaUnavailableException.class)
            .hasMessageContaining("offset 0 of away.scores-0");
        assertThat(early.kafka().connected()).isFalse();
        assertThat(early.kafka().caughtUp()).isFalse();
      } finally {
        kafka.start();
      }
      // One that was started meanwhile begins by itself.
      try (early) {
        early.await(() -> early.kafka().connected() && early.rows().containsKey("s1"));
      }

      reading.await(() -> reading.kafka().connected());
      assertThat(reading.kafka().since()).isGreaterThanOrEqualTo(stopped);
      try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
        send(producer, prefix + "scores", "s1", Samples.score("s1", END + SLICE).bytes());
      }
      reading.await(() -> reading.row("s1").facts().windowEnd() == END + SLICE);
      assertThat(reading.feeds.lookup().read(prefix + "scores", 0, 0)).isPresent();
    }
  }

  @Test
  void shouldStartWithoutKafka() throws Exception {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + socket.getLocalPort();
    }
    for (String bootstrap : List.of(nobody, "no-such-host.invalid:9092")) {
      try (Reading reading = new Reading(bootstrap, "live.")) {
        assertThat(reading.kafka().connected()).isFalse();
        assertThat(reading.kafka().caughtUp()).isFalse();
        assertThat(reading.kafka().bootstrap()).isEqualTo(bootstrap);
      }
    }
  }

  @Test
  void shouldLookSingleRecordsUp() throws Exception {
    String topic = "lookup.scores";
    LiveTopics.create(kafka.bootstrapServers(), "lookup.", 1);
    try (Reading reading = new Reading("lookup.");
        KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = admin()) {
      List<byte[]> values = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        values.add(Samples.score("s1", END + i * SLICE).bytes());
        send(producer, topic, "s1", values.get(i));
      }
      reading.await(() -> reading.rows().containsKey("s1") && reading.kafka().caughtUp());
      RecordLookup lookup = reading.feeds.lookup();

      Coordinates second =
          reading.rooms.record("s1", OptionalLong.empty(), END + SLICE, ALL).orElseThrow();
      assertThat(lookup.read(second.topic(), second.partition(), second.offset()))
          .hasValueSatisfying(value -> assertThat(value).isEqualTo(values.get(1)));

      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
          .all()
          .get(30, TimeUnit.SECONDS);
      assertThat(lookup.read(topic, 0, 1)).isEmpty();
      assertThat(lookup.read(topic, 0, 2)).isPresent();
      assertThat(lookup.read(topic, 0, 4)).isEmpty();
      assertThat(lookup.read(topic, 0, 5)).isEmpty();
      assertThat(lookup.read(topic, 7, 0)).isEmpty();
      assertThat(lookup.read("lookup.none", 0, 0)).isEmpty();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    send(producer, new ProducerRecord<>(topic, bytes, value));
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      assertThat(producer.send(record).get(30, TimeUnit.SECONDS)).isNotNull();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0));
    settings.put("metadata.max.age.ms", 500);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()));
  }

  private static void await(BooleanSupplier condition) {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited a minute in vain").isLessThan(deadline);
      try {
        assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A dashboard's state that reads. */
  private static final class Reading implements AutoCloseable {
    final Rooms rooms;
    final Feeds feeds;

    Reading(String prefix) {
      this(kafka.bootstrapServers(), prefix);
    }

    Reading(String bootstrap, String prefix) {
      rooms = new Rooms(FeedOptions.DEFAULT_HISTORY, bootstrap, Clock.systemUTC());
      feeds =
          Feeds.start(new FeedOptions(bootstrap, prefix, Duration.ofHours(24), Map.of()), rooms);
    }

    KafkaState kafka() {
      return rooms.health(ALL).kafka();
    }

    Map<String, String> rows() {
      return rooms.table(RowFilter.ALL, ALL).rows().stream()
          .collect(
              Collectors.toMap(
                  Row::streamId, row -> new String(row.json(), StandardCharsets.UTF_8)));
    }

    Row row(String streamId) {
      return rooms.room(streamId, ALL).orElseThrow().row();
    }

    void await(BooleanSupplier condition) {
      FeedITCase.await(condition);
    }

    @Override
    public void close() {
      feeds.close();
    }
  }
}
