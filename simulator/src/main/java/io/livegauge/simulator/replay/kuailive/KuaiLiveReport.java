package io.livegauge.simulator.replay.kuailive;

import java.util.List;

/**
 * What a conversion did.
 *
 * @param files every file of the data set in the order in which they are read, up to where it was
 *     stopped
 * @param stopped whether it was stopped before the end
 */
public record KuaiLiveReport(List<FileReport> files, boolean stopped) {

  /** Events of all files. */
  public long events() {
    return files.stream().mapToLong(FileReport::events).sum();
  }
}
