package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.event.PackedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Kafka's reader, with a clock per partition. Every tick, and as soon as a partition's time passes
 * what may close a slice, it takes over what the probe learnt and sends each partition's watermark.
 * All methods run in the task's thread; only {@link #tick} is called by the probe's.
 */
@SuppressWarnings("try") // close() may throw what Kafka's reader throws, interruption included
final class LiveReader implements SourceReader<Decoded, KafkaPartitionSplit> {
  private final SourceReader<Decoded, KafkaPartitionSplit> kafka;
  private final SliceEnds sliceEnds;
  private final EndProbe probe;
  private final Map<String, Partition> partitions = new LinkedHashMap<>();
  private final EvenPace pace = new EvenPace();
  private final boolean bounded;

  private Output output;
  private boolean settled;
  private boolean idle;

  // Waking the task
  private final Object lock = new Object();
  private volatile boolean tickDue;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private CompletableFuture<Void> chained;

  LiveReader(
      SourceReader<Decoded, KafkaPartitionSplit> kafka,
      LiveSettings settings,
      DecoderFactory decoders,
      WallClock clock,
      int subtask) {
    this.kafka = kafka;
    this.sliceEnds = settings.sliceEnds();
    this.bounded = settings.bounded();
    this.probe = new EndProbe(settings, decoders, clock, subtask, this::tick);
  }

  @Override
  public void start() {
    kafka.start();
    probe.start();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      Partition partition = new Partition(split.getStartingOffset());
      partitions.put(split.splitId(), partition);
      probe.watch(split.getTopicPartition(), partition.watch);
    }
    kafka.addSplits(splits);
    tick(); // a reader that was idle must say at once that it is not any more
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> readerOutput) throws Exception {
    if (output == null || output.flink != readerOutput) {
      output = new Output(readerOutput);
    }
    if (tickDue) {
      tickDue = false;
      advance();
    }
    InputStatus status = kafka.pollNext(output);
    if (status == InputStatus.END_OF_INPUT) {
      // Time goes to its end now, and what an idle reader says about time is not listened to.
      output.flink.markActive();
    }
    return status;
  }

  /** Takes over what the probe learnt and sends watermarks. */
  private void advance() {
    boolean allIdle = true;
    for (Map.Entry<String, Partition> entry : partitions.entrySet()) {
      Partition partition = entry.getValue();
      partition.learn();
      allIdle &= partition.clock.idle();
    }
    setIdle(partitions.isEmpty() ? settled : allIdle);
    for (Map.Entry<String, Partition> entry : partitions.entrySet()) {
      entry.getValue().send(output.flink.createOutputForSplit(entry.getKey()));
    }
    keepPace();
  }

  /** Lets partitions that are far ahead wait while others have a backlog. */
  private void keepPace() {
    pace.begin();
    for (Partition partition : partitions.values()) {
      pace.see(partition.kafkaTime, partition.unread());
    }
    List<String> toPause = new ArrayList<>(0);
    List<String> toResume = new ArrayList<>(0);
    for (Map.Entry<String, Partition> entry : partitions.entrySet()) {
      Partition partition = entry.getValue();
      boolean waits = pace.waits(partition.kafkaTime, partition.waits);
      if (waits && !partition.waits && bounded && partition.unreadAtFirst() < EvenPace.NEAR_END) {
        continue;
      }
      if (waits != partition.waits) {
        (waits ? toPause : toResume).add(entry.getKey());
        partition.waits = waits;
      }
    }
    if (!toPause.isEmpty() || !toResume.isEmpty()) {
      kafka.pauseOrResumeSplits(toPause, toResume);
    }
  }

  /** Flink counts the main output as idle at first, and the whole reader as active. */
  private void setIdle(boolean nowIdle) {
    if (nowIdle && !idle) {
      // The partitions' outputs follow in send(); the reader is idle when all of them are.
      output.flink.markIdle();
    } else if (!nowIdle && idle) {
      output.flink.markActive();
    }
    idle = nowIdle;
  }

  /** Asks the task to come by; called by the probe every tick and at its answers. */
  private void tick() {
    synchronized (lock) {
      tickDue = true;
      available.complete(null);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the future is the queue's, which never fails
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> records = kafka.isAvailable();
    if (records.isDone()) {
      return records;
    }
    synchronized (lock) {
      if (available.isDone() && !tickDue) {
        available = new CompletableFuture<>();
      }
      if (chained != records) {
        // Kafka's reader hands out one future until it completes: one callback on each is enough.
        chained = records;
        records.thenRun(this::wake);
      }
      return available;
    }
  }

  private void wake() {
    synchronized (lock) {
      available.complete(null);
    }
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return kafka.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    kafka.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    kafka.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    settled = true;
    kafka.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent sourceEvent) {
    if (sourceEvent instanceof AssignmentSettled) {
      settled = true;
      tick();
    } else {
      kafka.handleSourceEvents(sourceEvent);
    }
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<String> splitsToPause, Collection<String> splitsToResume) {
    kafka.pauseOrResumeSplits(splitsToPause, splitsToResume);
  }

  @Override
  public void close() throws Exception {
    try {
      probe.close();
    } finally {
      kafka.close();
    }
  }

  /** One partition: its clock, what the probe says, and what was sent on. */
  private final class Partition {
    final PartitionClock clock;
    final SplitWatch watch;

    private EndProof learnt;
    private SplitWatch.Recalled recalled;
    private boolean markedIdle;

    /** The largest Kafka timestamp that was read. */
    long kafkaTime = PartitionClock.NONE;

    /** Whether it waits for slower ones. */
    boolean waits;

    /** Its end when the broker told it first. */
    private long firstEnd = EndProof.NOWHERE;

    private long sent = PartitionClock.NONE;

    /** The time from which on a slice may close that could not at the last watermark. */
    private long nextEnd = PartitionClock.NONE;

    Partition(long position) {
      clock = new PartitionClock(sliceEnds.boundMillis(), position);
      watch = new SplitWatch(position);
    }

    void learn() {
      // The probe writes the answer last, so it is read first.
      EndProof proof = watch.proof;
      SplitWatch.Recalled found = watch.recalled;
      if (found != null && recalled == null) {
        recalled = found;
        if (found.exists()) {
          clock.recall(found.eventTime(), found.kafkaTimestamp());
        }
      }
      if (proof != null && !proof.equals(learnt)) {
        learnt = proof;
        clock.proof(proof);
        if (firstEnd == EndProof.NOWHERE) {
          firstEnd = proof.end();
        }
      }
      watch.started = clock.started();
      watch.position = clock.position();
    }

    /** How many records are unread, of those that the broker told of last. */
    long unread() {
      return learnt == null ? 0 : before(learnt.end());
    }

    /** The same of those that the broker told of first: no fewer than a bounded run has to read. */
    long unreadAtFirst() {
      return before(firstEnd);
    }

    private long before(long end) {
      boolean isKnown = clock.position() >= 0 && end >= 0 && end != EndProof.NOWHERE;
      return isKnown ? Math.max(0, end - clock.position()) : 0;
    }

    void send(SourceOutput<Decoded> out) {
      if (clock.idle()) {
        if (!markedIdle) {
          markedIdle = true;
          out.markIdle();
        }
        return;
      }
      if (markedIdle) {
        markedIdle = false;
        out.markActive();
      }
      long watermark = clock.watermark();
      if (watermark > sent) {
        sent = watermark;
        nextEnd = sliceEnds.after(clock.time());
        out.emitWatermark(new Watermark(watermark));
      }
    }

    void read(Decoded record, long kafkaTimestamp, SourceOutput<Decoded> out) {
      if (markedIdle) {
        setIdle(false);
        markedIdle = false;
        out.markActive();
      }
      if (kafkaTimestamp >= 0) {
        kafkaTime = Math.max(kafkaTime, kafkaTimestamp);
      }
      if (record instanceof PackedEvent event) {
        long eventTime = event.eventTime();
        out.collect(record, eventTime);
        clock.read(event.offset(), eventTime, kafkaTimestamp < 0 ? eventTime : kafkaTimestamp);
      } else if (record instanceof Decoded.Rejected rejected) {
        out.collect(record, kafkaTimestamp);
        clock.passed(rejected.rejection().offset());
      }
      if (clock.started() && clock.time() >= nextEnd && !tickDue) {
        tick();
      }
    }
  }

  /** Sees every record on its way from Kafka's reader to Flink. */
  private final class Output implements ReaderOutput<Decoded> {
    private final ReaderOutput<Decoded> flink;

    Output(ReaderOutput<Decoded> flink) {
      this.flink = flink;
    }

    @Override
    public SourceOutput<Decoded> createOutputForSplit(String splitId) {
      SourceOutput<Decoded> out = flink.createOutputForSplit(splitId);
      Partition partition = partitions.get(splitId);
      return partition == null ? out : new PartitionOutput(partition, out);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      partitions.remove(splitId);
      probe.forget(splitId);
      flink.releaseOutputForSplit(splitId);
      tick();
    }

    @Override
    public void collect(Decoded record) {
      flink.collect(record);
    }

    @Override
    public void collect(Decoded record, long timestamp) {
      flink.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      flink.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      flink.markIdle();
    }

    @Override
    public void markActive() {
      flink.markActive();
    }
  }

  /** The output of one partition. */
  private record PartitionOutput(Partition partition, SourceOutput<Decoded> flink)
      implements SourceOutput<Decoded> {
    @Override
    public void collect(Decoded record) {
      throw new IllegalStateException("Kafka's reader always gives a timestamp");
    }

    @Override
    public void collect(Decoded record, long timestamp) {
      partition.read(record, timestamp, flink);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      flink.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      flink.markIdle();
    }

    @Override
    public void markActive() {
      flink.markActive();
    }
  }
}
