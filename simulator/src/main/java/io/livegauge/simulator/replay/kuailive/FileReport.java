package io.livegauge.simulator.replay.kuailive;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one file.
 *
 * @param file which one
 * @param isThere whether it is in the directory
 * @param rows rows read, the header left out
 * @param events events made of them
 * @param notChosen rows of rooms that were not asked for
 * @param leftOut rows of which no event was made, by reason
 * @param noted rows that were mapped, but not in full, by what is missing
 * @param firstLines of each reason above the first line of the file that gave it
 */
public record FileReport(
    KuaiLiveFile file,
    boolean isThere,
    long rows,
    long events,
    long notChosen,
    Map<String, Long> leftOut,
    Map<String, Long> noted,
    Map<String, Long> firstLines) {

  /** Reasons are told in their alphabetical order. */
  public FileReport {
    leftOut = sorted(leftOut);
    noted = sorted(noted);
    firstLines = sorted(firstLines);
  }

  private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }
}
