package io.livegauge.dashboard.feed;

import io.livegauge.dashboard.room.Rooms;
import io.livegauge.event.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Reads the topics of scores, sessions, alerts and quarantine into the rooms until it is closed.
 * Kafka may be away at the start or later, and topics may be missing: reading begins or goes on by
 * itself.
 */
public final class Feeds implements AutoCloseable {
  private static final Duration LOOKUP = Duration.ofSeconds(3);

  private final KafkaWatch watch;
  private final List<TopicReader> readers;
  private final KafkaLookup lookup;

  private Feeds(FeedOptions options, Rooms rooms, Clock clock) {
    ClientSettings settings = new ClientSettings(options);
    String scores = Topic.SCORES.named(options.prefix());
    String sessions = Topic.SESSIONS.named(options.prefix());
    String alerts = Topic.ALERTS.named(options.prefix());
    String quarantine = Topic.QUARANTINE.named(options.prefix());
    this.watch =
        new KafkaWatch(
            settings,
            options.bootstrap(),
            List.of(scores, sessions, alerts, quarantine),
            clock,
            rooms::kafka);
    this.readers =
        List.of(
            new TopicReader(
                scores,
                settings.consumer("scores", 2_000, 512 << 10, 4 << 20),
                watch,
                () -> rooms.forgetScores(scores),
                rooms::scores),
            new TopicReader(
                sessions,
                settings.consumer("sessions", 500, 128 << 10, 1 << 20),
                watch,
                () -> rooms.forgetSessions(sessions),
                (records, isMoreWaiting) -> rooms.sessions(records)),
            new TopicReader(
                alerts,
                settings.consumer("alerts", 500, 128 << 10, 1 << 20),
                watch,
                () -> rooms.forgetAlerts(alerts),
                (records, isMoreWaiting) -> rooms.alerts(records)),
            // Its records can hold 64 KiB of an event's bytes each.
            new TopicReader(
                quarantine,
                settings.consumer("quarantine", 2_000, 256 << 10, 2 << 20),
                watch,
                () -> rooms.forgetRejections(quarantine),
                (records, isMoreWaiting) -> rooms.rejections(records)));
    this.lookup = new KafkaLookup(settings, LOOKUP, watch::isAway);
  }

  /**
   * Starts to read; returns at once, whether or not Kafka answers.
   *
   * @throws IllegalArgumentException where a property of the clients is not allowed
   */
  public static Feeds start(FeedOptions options, Rooms rooms) {
    Feeds feeds = new Feeds(options, rooms, Clock.systemUTC());
    feeds.watch.start();
    feeds.readers.forEach(TopicReader::start);
    return feeds;
  }

  /** Reads single records back. */
  public RecordLookup lookup() {
    return lookup;
  }

  /** Stops reading; returns when the threads have ended. */
  @Override
  public void close() {
    watch.close();
    readers.forEach(TopicReader::close);
    lookup.close();
  }
}
