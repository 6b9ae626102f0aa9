package io.livegauge.job.ingest;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader that it has all the partitions it gets for now, so one without any is idle. */
final class AssignmentSettled implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
