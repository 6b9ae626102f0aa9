package io.livegauge.dashboard.room;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The scores of the live rooms by category: what a percentile is taken of. A room without a
 * category is in one of its own kind.
 */
final class Peers {
  /** With fewer peers than this a percentile says nothing. */
  static final int LEAST_PEERS = 3;

  private final Map<String, int[]> sortedByCategory = new HashMap<>();

  /**
   * Sorts scores.
   *
   * @param categories those that are asked for later; null stands for rooms without one
   */
  static Peers of(Collection<Room> rooms, Set<String> categories, long newestWindowEnd) {
    Map<String, int[]> scores = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Room room : rooms) {
      ScoreFacts facts = room.shown().newest();
      if (categories.contains(facts.category()) && room.status(newestWindowEnd) == Status.LIVE) {
        int count = counts.merge(facts.category(), 1, Integer::sum);
        int[] array = scores.computeIfAbsent(facts.category(), key -> new int[16]);
        if (count > array.length) {
          array = Arrays.copyOf(array, 2 * array.length);
          scores.put(facts.category(), array);
        }
        array[count - 1] = facts.score10000();
      }
    }
    Peers peers = new Peers();
    scores.forEach(
        (category, array) -> {
          int[] sorted = Arrays.copyOf(array, counts.get(category));
          Arrays.sort(sorted);
          peers.sortedByCategory.put(category, sorted);
        });
    return peers;
  }

  /** How many other live rooms there are for a live room of that category. */
  int count(String category) {
    int[] sorted = sortedByCategory.get(category);
    return sorted == null ? 0 : sorted.length - 1;
  }

  /**
   * Share of the other live rooms with a lower score than a live room's, those with the same
   * counted half; 0 to 100, rounded half up. Null with fewer than 3 others.
   */
  Integer percentile(String category, int score10000) {
    int others = count(category);
    if (others < LEAST_PEERS) {
      return null;
    }
    int[] sorted = sortedByCategory.get(category);
    int lower = below(sorted, score10000);
    int same = below(sorted, score10000 + 1) - lower - 1;
    return (int) Math.round(100.0 * (lower + same / 2.0) / others);
  }

  private static int below(int[] sorted, int score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
