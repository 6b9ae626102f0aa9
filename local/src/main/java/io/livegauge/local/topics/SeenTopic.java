package io.livegauge.local.topics;

import java.util.Map;

/** What a cluster says of one topic. */
public sealed interface SeenTopic {
  /**
   * It is there.
   *
   * @param partitions how many
   * @param replication copies of the partition that has the fewest
   * @param settings by name, those of the topic itself and the cluster's defaults; null where this
   *     user may not ask for them
   */
  record Present(int partitions, int replication, Map<String, String> settings)
      implements SeenTopic {}

  /** There is none of the name. */
  record Missing() implements SeenTopic {}

  /** This user may not ask. */
  record Hidden() implements SeenTopic {}
}
