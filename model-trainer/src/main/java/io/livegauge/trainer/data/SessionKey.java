package io.livegauge.trainer.data;

import java.util.Comparator;

/**
 * What names a session.
 *
 * @param sessionStart first valid eventTime, epoch ms
 */
public record SessionKey(String streamId, long sessionStart) implements Comparable<SessionKey> {
  private static final Comparator<SessionKey> ORDER =
      Comparator.comparing(SessionKey::streamId).thenComparingLong(SessionKey::sessionStart);

  @Override
  public int compareTo(SessionKey other) {
    return ORDER.compare(this, other);
  }
}
