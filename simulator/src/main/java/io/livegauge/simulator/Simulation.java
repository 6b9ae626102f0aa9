package io.livegauge.simulator;

import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * One run of simulated live rooms: its records in the order in which they reach Kafka, which is
 * roughly that of event time.
 *
 * <p>Equal configurations give equal records, byte for byte. Everything not in {@link
 * SimulationConfig#impairments()} is left out, and nothing injected changes the fate of another
 * record. Memory holds the rooms' present viewers and the records of about a second, plus those
 * that are delayed; not the run. Not thread-safe.
 */
public final class Simulation implements Iterator<SimulatedRecord> {
  private static final long TICK_MILLIS = 1_000;

  /** No room gets more than this multiple of its share where few are on air. */
  private static final double MAX_CROWDING = 3;

  private final SimulationConfig config;
  private final List<LiveStream> streams = new ArrayList<>();
  private final double allWeights;
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private final double[] shares;

  private long clock;
  private long order;
  private long number;

  /** A record that waits for its time. */
  private static final class Pending implements Comparable<Pending> {
    private final LiveStream stream;
    private final Topic topic;
    private final byte[] value;
    private final String type;
    private final String eventId;
    private final long eventTime;
    private final long emitTime;
    private final long order;
    private final String kind;
    private final String expected;
    private final boolean definite;
    private final long excess;

    Pending(
        LiveStream stream,
        Topic topic,
        byte[] value,
        String type,
        String eventId,
        long eventTime,
        long emitTime,
        long order,
        String kind,
        String expected,
        boolean definite,
        long excess) {
      this.stream = stream;
      this.topic = topic;
      this.value = value;
      this.type = type;
      this.eventId = eventId;
      this.eventTime = eventTime;
      this.emitTime = emitTime;
      this.order = order;
      this.kind = kind;
      this.expected = expected;
      this.definite = definite;
      this.excess = excess;
    }

    @Override
    public int compareTo(Pending other) {
      int byTime = Long.compare(emitTime, other.emitTime);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  public Simulation(SimulationConfig config) {
    this.config = config;
    UserNames names = new UserNames(config);
    double weights = 0;
    for (int i = 0; i < config.streams(); i++) {
      LiveStream stream = new LiveStream(config, i, names, this::enqueue);
      streams.add(stream);
      weights += stream.weight;
    }
    this.allWeights = weights;
    this.shares = new double[config.streams()];
    this.clock = config.startTime();
  }

  /** What is simulated. */
  public SimulationConfig config() {
    return config;
  }

  @Override
  public boolean hasNext() {
    while (clock < config.endTime() && (pending.isEmpty() || pending.peek().emitTime >= clock)) {
      tick();
    }
    return !pending.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The run is over");
    }
    Pending p = pending.poll();
    number++;
    boolean original =
        p.expected.equals(Reason.INVALID.name()) || p.expected.equals(Reason.FUTURE.name());
    Truth truth =
        new Truth(
            number,
            p.topic,
            p.stream.streamId,
            p.eventId,
            p.eventTime,
            p.kind,
            p.expected,
            p.definite,
            original && p.value != null ? sha256(p.value) : null,
            p.excess);
    return new SimulatedRecord(p.stream.key, p.value, p.emitTime, p.type, truth);
  }

  /** Lets every room live through one more second. */
  private void tick() {
    long to = Math.min(clock + TICK_MILLIS, config.endTime());
    double seconds = (to - clock) / 1000.0;
    double all = 0;
    for (int i = 0; i < shares.length; i++) {
      LiveStream stream = streams.get(i);
      shares[i] = stream.isActive(clock) ? stream.share(clock) : 0;
      all += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      LiveStream stream = streams.get(i);
      double part =
          all == 0 ? 0 : Math.min(shares[i] / all, MAX_CROWDING * stream.weight / allWeights);
      stream.tick(clock, to, config.ratePerSecond() * seconds * part);
    }
    clock = to;
  }

  private void enqueue(
      LiveStream stream,
      Topic topic,
      byte[] value,
      String type,
      String eventId,
      long eventTime,
      long emitTime,
      String kind,
      String expected,
      boolean definite,
      long excess) {
    pending.add(
        new Pending(
            stream, topic, value, type, eventId, eventTime, emitTime, order++, kind, expected,
            definite, excess));
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
