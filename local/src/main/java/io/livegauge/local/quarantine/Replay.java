package io.livegauge.local.quarantine;

import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.kafka.KafkaFailure;
import io.livegauge.local.kafka.TopicReader;
import io.livegauge.local.quarantine.ReplayCheck.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends the events of a file to their topics, each one once however often the file is replayed, and
 * wherever a replay is interrupted.
 *
 * <p>Everything is judged before anything is sent. Events go out in small transactions, each with
 * an entry in the {@link ReplayBook}, under one transactional id: a replay that starts first ends
 * what an earlier one left open, and puts an end to one that still runs; then it reads the book;
 * then it sends what is not in it. Memory is bounded by the number of lines that are to be sent.
 */
public final class Replay {
  private static final int BATCH_LINES = 500;
  private static final long BATCH_BYTES = 512 << 10;

  /**
   * Readers of committed records wait for an open transaction; this is how long the broker waits
   * for one whose replay was killed, where nobody starts another.
   */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final String REPLAY_OF = "livegauge.replay-of";

  private final RepairFile file;
  private final KafkaAccess access;
  private final Settings settings;
  private final Clock clock;
  private final ReplayBook book;
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private long sent;

  /**
   * How a file is replayed.
   *
   * @param prefix of the topics' names
   * @param maxAheadMillis how far an event may be ahead of now
   * @param sendsUnedited whether also what was not edited is sent
   * @param sendsAgain whether a value is also sent where another one was sent before
   * @param isDryRun whether all is done but to send
   */
  public record Settings(
      String prefix,
      long maxAheadMillis,
      boolean sendsUnedited,
      boolean sendsAgain,
      boolean isDryRun) {}

  /**
   * What became of a file.
   *
   * @param lines that are not blank
   * @param sent now; in a dry run, what would have been
   * @param sentBefore by an earlier replay
   * @param unedited not sent, since they would only be rejected again
   * @param repeated that are in the file before
   * @param moved sent to another topic than they came from
   * @param oldestEventTime of what is to be sent, or null
   * @param stopped whether it was told to stop before the end
   */
  public record Report(
      long lines,
      long sent,
      long sentBefore,
      long unedited,
      long repeated,
      long moved,
      Long oldestEventTime,
      boolean stopped) {}

  public Replay(Path file, KafkaAccess access, Settings settings, Clock clock) {
    this.access = access;
    this.settings = settings;
    this.clock = clock;
    this.book = new ReplayBook(settings.prefix());
    this.file =
        new RepairFile(
            file,
            new ReplayCheck(
                settings.prefix(), settings.maxAheadMillis(), settings.sendsUnedited(), clock),
            isStopped::get);
  }

  /** Lets it end after the transaction at hand. May be called from any thread. */
  public void stop() {
    isStopped.set(true);
  }

  /**
   * Judges the file, and sends what is to be sent.
   *
   * @throws RefusedFileException where lines cannot be sent; nothing is sent then
   * @throws KafkaFailure where Kafka does not do its part; what was sent before is in the book
   * @throws IOException where the file cannot be read
   */
  public Report run() throws IOException, RefusedFileException {
    file.check();
    try (Admin admin = access.admin()) {
      TopicReader reader = new TopicReader(access, admin, isStopped::get);
      // So that a topic that is missing is told before all else.
      file.targets().forEach(reader::whole);
      if (settings.isDryRun()) {
        consult(reader);
        sent = file.toSend() - file.sentBefore();
      } else if (file.toSend() > 0) {
        send(reader);
      }
    }
    return new Report(
        file.lineCount(),
        sent,
        file.sentBefore(),
        file.unedited(),
        file.repeated(),
        file.moved(),
        file.oldestEventTime(),
        isStopped.get());
  }

  /** Learns from the book what was sent before. */
  private void consult(TopicReader reader) throws RefusedFileException {
    book.read(reader, file::noteSent);
    if (!settings.sendsAgain()) {
      file.refuseSentOtherwise();
    }
  }

  private void send(TopicReader reader) throws IOException, RefusedFileException {
    String id = "livegauge-replay-" + settings.prefix();
    String doing = "write in transactions as " + id + " (Write on that transactional id)";
    reader.whole(book.topic());
    KafkaProducer<byte[], byte[]> producer =
        access.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Integer.toString(TRANSACTION_TIMEOUT_MILLIS),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.toString(KafkaAccess.PATIENCE.toMillis()),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Long.toString(2 * KafkaAccess.PATIENCE.toMillis()),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                "5"));
    try {
      try {
        producer.initTransactions();
      } catch (KafkaException e) {
        throw access.failure(doing, e);
      }
      // Only now is the book complete: nothing of an earlier replay is under way any more.
      consult(reader);
      Batch batch = new Batch(producer);
      file.forEachToSend(batch::take);
      batch.commit();
    } finally {
      // Without an end it would wait for a broker that is gone.
      producer.close(CLOSE);
    }
  }

  /**
   * Whether somebody else has the transactional id now; clients wrap that in errors of their own.
   */
  private static boolean isFenced(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /** Events that are sent together or not at all. */
  private final class Batch {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Verdict.Send> events = new ArrayList<>();
    private long bytes;

    Batch(KafkaProducer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    void take(Verdict.Send event) {
      events.add(event);
      bytes += event.line().value().length;
      if (events.size() >= BATCH_LINES || bytes >= BATCH_BYTES) {
        commit();
      }
    }

    void commit() {
      if (events.isEmpty()) {
        return;
      }
      String doing = "write to " + String.join(", ", file.targets()) + " (Write on the topics)";
      try {
        producer.beginTransaction();
        for (Verdict.Send event : events) {
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(
                  event.topic(),
                  event.streamId().getBytes(StandardCharsets.UTF_8),
                  event.line().value());
          record.headers().add(REPLAY_OF, event.line().place().getBytes(StandardCharsets.UTF_8));
          // What is refused fails the commit, so nobody has to look at the answers.
          var unused = producer.send(record);
          unused = producer.send(book.entry(event, clock.millis()));
        }
        producer.commitTransaction();
      } catch (KafkaException e) {
        throw failure(doing, e);
      }
      sent += events.size();
      events.clear();
      bytes = 0;
    }

    /** What was not committed is taken back when the producer closes, or by the next replay. */
    private KafkaFailure failure(String doing, KafkaException error) {
      if (isFenced(error)) {
        return new KafkaFailure(
            "Another replay to the same topics has begun, and this one was ended; "
                + soFar()
                + "; start this one again when that one is done",
            error);
      }
      return new KafkaFailure(
          access.failure(doing, error).getMessage()
              + "; "
              + soFar()
              + "; when that is mended, start the same again: nothing is sent twice",
          error);
    }

    private String soFar() {
      return "sent until then: " + sent + " events";
    }
  }
}
