package io.livegauge.job.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker where a reader's partitions end, and wakes the reader every tick and when a
 * question is answered. Questions go out at the settings' interval; and right after each moment at
 * which a slice may close, so that a quiet partition does not hold it open, they go out every 10 ms
 * for as long as one interval.
 *
 * <p>Two daemon threads: one keeps the beat, sends the questions and takes the answers (all fields
 * without a lock belong to it); one reads single records where an answer needs them ({@link
 * SpotReader}). Questions are asked per partition: one broker of several that is lost holds the
 * partitions that it leads, not the others.
 */
final class EndProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndProbe.class);

  private static final long SHORT_TICK_MILLIS = 10;

  private final LiveSettings settings;
  private final SliceEnds sliceEnds;
  private final WallClock clock;
  private final Runnable tick;
  private final String clientId;
  private final ScheduledExecutorService beat;
  private final ExecutorService spots;
  private final SpotReader spotReader;
  private final Map<TopicPartition, Watched> watched = new ConcurrentHashMap<>();

  private Admin admin;
  private long nextAskNanos = System.nanoTime();
  private int lostPartitions;

  EndProbe(
      LiveSettings settings, DecoderFactory decoders, WallClock clock, int subtask, Runnable tick) {
    this.settings = settings;
    this.sliceEnds = settings.sliceEnds();
    this.clock = clock;
    this.tick = tick;
    this.clientId = settings.clientId() + "-probe-" + subtask;
    this.beat = Executors.newSingleThreadScheduledExecutor(daemon(clientId));
    this.spots = Executors.newSingleThreadExecutor(daemon(clientId + "-spots"));
    this.spotReader = new SpotReader(settings, decoders, clientId + "-spots");
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Starts to ask about a partition. */
  void watch(TopicPartition partition, SplitWatch watch) {
    watched.put(partition, new Watched(partition, watch));
  }

  /** Stops asking about the partition with that split id. */
  void forget(String splitId) {
    watched.keySet().removeIf(partition -> partition.toString().equals(splitId));
  }

  void start() {
    onBeat(this::beat);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // beat() lets nothing out
  private void beat() {
    long millis = clock.millis();
    boolean mayClose = sliceEnds.since(millis) < settings.probeInterval().toMillis();
    try {
      long now = System.nanoTime();
      for (Watched partition : watched.values()) {
        if (partition.asking && now - partition.askedNanos > settings.outOfReachAfter().toNanos()) {
          lost(partition, "no answer in " + settings.outOfReachAfter());
        }
      }
      if (mayClose || now - nextAskNanos >= 0) {
        nextAskNanos = now + settings.probeInterval().toNanos();
        ask();
      }
      tick.run();
    } catch (RuntimeException e) {
      // A beat that throws would be the last one, and event time would stand still without a word.
      LOG.warn("Asking Kafka for the ends of partitions failed; it goes on", e);
    }
    long pause = mayClose ? SHORT_TICK_MILLIS : sliceEnds.after(millis) - millis;
    try {
      beat.schedule(this::beat, Math.min(pause, settings.tick().toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("The probe is closed", e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // errors are taken by take()
  private void ask() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
    for (Watched partition : watched.values()) {
      if (!partition.asking) {
        ends.put(partition.name, OffsetSpec.latest());
        if (partition.watch.position < 0) {
          beginnings.put(partition.name, OffsetSpec.earliest());
        }
      }
    }
    if (ends.isEmpty()) {
      return;
    }
    Admin client;
    try {
      client = admin();
    } catch (KafkaException e) {
      ends.keySet().forEach(name -> lost(watched.get(name), e.toString()));
      return;
    }
    ListOffsetsOptions options =
        new ListOffsetsOptions().timeoutMs((int) settings.outOfReachAfter().toMillis());
    ListOffsetsResult firsts =
        beginnings.isEmpty() ? null : client.listOffsets(beginnings, options);
    // The clock is read before the question leaves: what is confirmed is confirmed up to then. And
    // after the client was made: how long that takes says nothing about the broker.
    long askedAt = clock.millis();
    long askedNanos = System.nanoTime();
    ListOffsetsResult lasts = client.listOffsets(ends, options);
    AtomicInteger open = new AtomicInteger(ends.size());
    for (TopicPartition name : ends.keySet()) {
      Watched partition = watched.get(name);
      if (partition == null) {
        continue;
      }
      partition.asking = true;
      partition.askedNanos = askedNanos;
      long question = ++partition.question;
      KafkaFuture<Long> begin =
          beginnings.containsKey(name)
              ? firsts.partitionResult(name).thenApply(info -> info.offset())
              : KafkaFuture.completedFuture(-1L);
      KafkaFuture<ListOffsetsResultInfo> end = lasts.partitionResult(name);
      begin.whenComplete(
          (first, beginError) ->
              end.whenComplete(
                  (last, endError) -> {
                    Throwable error = endError != null ? endError : beginError;
                    boolean isLast = open.decrementAndGet() == 0;
                    onBeat(
                        () -> {
                          take(partition, question, askedAt, first, last, error);
                          if (isLast) {
                            tick.run();
                          }
                        });
                  }));
    }
  }

  private void take(
      Watched partition,
      long question,
      long askedAt,
      Long begin,
      ListOffsetsResultInfo end,
      Throwable error) {
    if (partition.question != question || !partition.asking) {
      return; // it came too late and counts as none
    }
    if (error != null) {
      lost(partition, error.toString());
    } else {
      answered(partition, askedAt, begin, end.offset());
    }
  }

  private void lost(Watched partition, String why) {
    if (partition == null) {
      return;
    }
    partition.asking = false;
    partition.reach.lost();
    partition.watch.proof = EndProof.none(clock.millis());
    if (!partition.lost) {
      partition.lost = true;
      if (lostPartitions++ == 0) {
        LOG.warn(
            "Kafka is out of reach for {} ({}); the time of quiet partitions stands still",
            partition.name,
            why);
      }
    }
  }

  private void answered(Watched partition, long askedAt, long begin, long end) {
    partition.asking = false;
    boolean counts = partition.reach.answered(askedAt);
    if (partition.lost) {
      partition.lost = false;
      if (--lostPartitions == 0) {
        LOG.info("Kafka is in reach again; quiet partitions wait {} more", settings.hold());
      }
    }
    SplitWatch watch = partition.watch;
    long position = watch.position;
    if (position < 0) {
      // Reading starts at the beginning, wherever that is; the first record will tell.
      watch.proof = new EndProof(askedAt, begin == end ? EndProof.EMPTY : EndProof.NOWHERE, counts);
      return;
    }
    if (position >= end) {
      partition.standsAt = -1;
    } else if (position == partition.clearedFrom && end <= partition.clearedTo) {
      end = position; // nothing but transaction markers lies between
    } else if (position != partition.standsAt) {
      partition.standsAt = position;
      partition.standsSinceNanos = System.nanoTime();
    } else if (position != partition.heldUpAt
        && System.nanoTime() - partition.standsSinceNanos >= settings.tick().toNanos()) {
      clear(partition, position, end);
    }
    if (position >= end && position > 0 && !watch.started && watch.recalled == null) {
      recall(partition, position);
      watch.proof = new EndProof(askedAt, EndProof.NOWHERE, false);
      return;
    }
    watch.proof = new EndProof(askedAt, end, counts);
  }

  /**
   * Looks whether anything but transaction markers lies between a reader that stands and the end.
   */
  private void clear(Watched partition, long position, long end) {
    spot(
        partition,
        () -> {
          long reached = spotReader.emptyUpTo(partition.name, position, end);
          onBeat(
              () -> {
                if (reached >= end) {
                  partition.clearedFrom = position;
                  partition.clearedTo = reached;
                } else {
                  partition.heldUpAt = position;
                }
              });
        });
  }

  private void recall(Watched partition, long position) {
    spot(
        partition,
        () -> {
          SplitWatch.Recalled found = spotReader.lastBefore(partition.name, position);
          partition.watch.recalled = found;
        });
  }

  /** Runs one look at a partition's records, at most one at a time. */
  private void spot(Watched partition, Runnable look) {
    if (partition.looking) {
      return;
    }
    partition.looking = true;
    try {
      spots.execute(
          () -> {
            try {
              look.run();
            } catch (KafkaException e) {
              LOG.debug("Looking at {} failed; it is tried again", partition.name, e);
            } catch (RuntimeException e) {
              LOG.warn("Looking at {} failed; it is tried again", partition.name, e);
            } finally {
              onBeat(() -> partition.looking = false);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.trace("The probe is closed", e);
    }
  }

  private void onBeat(Runnable task) {
    try {
      beat.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.trace("The probe is closed", e);
    }
  }

  private Admin admin() {
    if (admin == null) {
      Properties properties = settings.properties();
      properties.setProperty("client.id", clientId);
      admin = Admin.create(properties);
    }
    return admin;
  }

  @Override
  public void close() {
    beat.shutdownNow();
    spotReader.stop();
    try {
      spots.execute(spotReader::close);
      spots.shutdown();
      // Daemons: what does not end in time holds nobody up.
      if (!beat.awaitTermination(1, TimeUnit.SECONDS)
          || !spots.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.debug("{} does not end at once; its threads are daemons", clientId);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  /** What the probe knows of one partition. */
  private final class Watched {
    final TopicPartition name;
    final SplitWatch watch;
    final BrokerReach reach = new BrokerReach(settings.hold().toMillis());

    boolean asking;
    long askedNanos;
    long question;
    boolean lost;
    boolean looking;

    /** Where the reader was at the last answer if something lay unread then, and since when. */
    long standsAt = -1;

    long standsSinceNanos;
    long clearedFrom = -1;
    long clearedTo = -1;

    /** A position with a record right after it: nothing to look for until the reader moves. */
    long heldUpAt = -1;

    Watched(TopicPartition name, SplitWatch watch) {
      this.name = name;
      this.watch = watch;
    }
  }
}
