package io.livegauge.local.quarantine;

import io.livegauge.event.Reason;
import java.util.Set;

/**
 * Which rejected records are wanted.
 *
 * @param reasons none for all
 * @param streamId null for all
 */
public record RejectionFilter(Set<Reason> reasons, String streamId) {
  /** Whether a record is. */
  public boolean wants(RejectedRecord record) {
    return (streamId == null || streamId.equals(record.streamId()))
        && (reasons.isEmpty()
            || reasons.stream().anyMatch(reason -> reason.name().equals(record.reason())));
  }

  /** Whether it wants every record. */
  public boolean isOpen() {
    return reasons.isEmpty() && streamId == null;
  }
}
