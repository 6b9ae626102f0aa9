package io.livegauge.local.quarantine;

import io.livegauge.event.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rejected records as lines to be edited, with their originals. Memory is bounded: records
 * whose originals are to be fetched are gathered by the [5,000], without bytes. Not thread-safe.
 */
public final class QuarantineExport {
  private static final int BATCH = 5_000;

  private final Quarantine quarantine;
  private final Originals originals;
  private final OutputStream out;
  private final List<RejectedRecord> toFetch = new ArrayList<>();

  private long exported;
  private long missing;
  private String firstMissing;
  private long models;

  /**
   * @param out takes the lines; not closed here
   */
  public QuarantineExport(Quarantine quarantine, Originals originals, OutputStream out) {
    this.quarantine = quarantine;
    this.originals = originals;
    this.out = out;
  }

  /**
   * Writes all that are wanted.
   *
   * @param since null for all that is kept
   * @throws IOException where a line cannot be written
   */
  public void write(RejectionFilter filter, Instant since) throws IOException {
    try {
      quarantine.read(filter, since, this::take);
      fetch();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void take(RejectedRecord record) {
    if (record.reason().equals(Reason.INVALID_MODEL.name())) {
      models++;
      return;
    }
    Original original = Originals.inQuarantine(record);
    if (original != null) {
      line(record, original);
      return;
    }
    toFetch.add(record.truncated() ? record.withoutBytes() : record);
    if (toFetch.size() == BATCH) {
      fetch();
    }
  }

  private void fetch() {
    originals.fetch(toFetch, this::line);
    toFetch.clear();
  }

  private void line(RejectedRecord record, Original original) {
    Original told = original;
    if (original instanceof Original.Lost lost) {
      told = record.truncated() ? truncated(record, lost) : lost;
      missing++;
      if (firstMissing == null) {
        firstMissing = record.place() + ": " + ((Original.Lost) told).why();
      }
    }
    try {
      out.write(RepairLine.write(record, told));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exported++;
  }

  private static Original.Lost truncated(RejectedRecord record, Original.Lost lost) {
    return new Original.Lost(
        "the quarantine keeps only the beginning of its "
            + record.size()
            + " bytes, and "
            + lost.why());
  }

  /** Lines that were written, those without a value too. */
  public long exported() {
    return exported;
  }

  /** Lines without a value, because the original could not be had. */
  public long missing() {
    return missing;
  }

  /** Which original could not be had first, and why; null where all were there. */
  public String firstMissing() {
    return firstMissing;
  }

  /** Rejected models, which were left out. */
  public long models() {
    return models;
  }
}
