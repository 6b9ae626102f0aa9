package io.livegauge.dashboard.room;

/**
 * Which summaries are asked for; null stands for any.
 *
 * @param limit the newest so many
 */
public record SessionFilter(String hostId, String streamId, int limit) {
  boolean matches(SessionRow row) {
    return (hostId == null || hostId.equals(row.hostId()))
        && (streamId == null || streamId.equals(row.streamId()));
  }
}
