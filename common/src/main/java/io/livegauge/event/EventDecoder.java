package io.livegauge.event;

/**
 * Decodes records by the letter of the contract: a record becomes an event, or a rejection as
 * INVALID or FUTURE; never an exception. Plain good records take a short way, all others a long one
 * that gives the same. Keeps buffers between records, so it is not thread-safe.
 */
public final class EventDecoder {
  private final long maxAheadMillis;
  private final EventScanner scanner;
  private final EventJudge judge;

  /**
   * @param hasher stands between raw user ids and everything else
   * @param maxAheadMillis how far an event may be ahead of its record's timestamp, not negative
   */
  public EventDecoder(UserHasher hasher, long maxAheadMillis) {
    if (maxAheadMillis < 0) {
      throw new IllegalArgumentException(
          "Events may be " + maxAheadMillis + " ms ahead; it must be 0 or more");
    }
    this.maxAheadMillis = maxAheadMillis;
    this.scanner = new EventScanner(hasher);
    this.judge = new EventJudge(hasher, maxAheadMillis);
  }

  /**
   * From now on plain Kafka records become one event object, which the next call changes: for who
   * has each written to bytes before they come for the next.
   *
   * @return this decoder
   */
  public EventDecoder reusing() {
    scanner.reuse();
    return this;
  }

  /**
   * Decodes the value of a Kafka record.
   *
   * @param valueOrNull the record's value; null is INVALID
   * @param timestampMillis the record's timestamp; negative where it has none, then nothing is
   *     FUTURE
   */
  public Decoded fromKafka(
      byte[] valueOrNull, Topic topic, int partition, long offset, long timestampMillis) {
    if (scan(valueOrNull, topic)
        && (timestampMillis < 0 || scanner.eventTime() - timestampMillis <= maxAheadMillis)) {
      return scanner.fromKafka(partition, offset);
    }
    return judge.fromKafka(valueOrNull, topic, partition, offset, timestampMillis);
  }

  /**
   * Decodes one line of a file. Its timestamp is its event time and its topic is its type's.
   *
   * @param line without its line feed
   * @param lineNumber from 1
   */
  public Decoded fromFile(byte[] line, String file, long lineNumber) {
    return scan(line, null)
        ? scanner.fromFile(file, lineNumber)
        : judge.fromFile(line, file, lineNumber);
  }

  private boolean scan(byte[] value, Topic topic) {
    try {
      return scanner.read(value, topic);
    } catch (RuntimeException e) {
      // No input is known that leads here; if there is one, the judge still knows what it is.
      return false;
    }
  }
}
