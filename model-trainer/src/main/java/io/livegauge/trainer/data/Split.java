package io.livegauge.trainer.data;

import io.livegauge.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which units (sessions, or a table's rows) are learned from and which are held out. Units of one
 * group (a stream, a table's session) never stand on both sides; what that leaves over stands on
 * neither.
 *
 * @param training whether each unit is learned from
 * @param heldOut whether each unit is held out
 * @param left how many stand on neither side
 * @param oneGroup whether all units are of one group, so that only time divides them
 */
public record Split(boolean[] training, boolean[] heldOut, int left, boolean oneGroup) {
  /** So that there is a variance to explain, and one to learn. */
  static final int LEAST = 2;

  /** 2^64 divided by the golden ratio: spreads small seeds over all bits. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** How units are divided. */
  public enum Rule {
    /** The latest are held out. */
    TIME,
    /** Whole groups are drawn by a seed. */
    GROUP
  }

  /**
   * Holds out the latest units. Nothing is drawn, so that a unit that was learned from is never
   * held out later, when there are more: whatever comes is later than it.
   *
   * <p>Candidates are the latest units, by time and then by place. From the latest on, the groups
   * of candidates are held out, and what they have among the earlier units is left out of training,
   * as long as half of the earlier units remain to learn from. Where groups do not come back this
   * holds out all candidates and leaves nothing out.
   *
   * @param groups of each unit
   * @param times of each unit
   * @param share of the units that are candidates, above 0 and below 1
   * @throws TrainingException where fewer than two units would stand on one side
   */
  static Split byTime(List<String> groups, long[] times, double share) throws TrainingException {
    int count = times.length;
    List<Integer> order = new ArrayList<>();
    for (int unit = 0; unit < count; unit++) {
      order.add(unit);
    }
    order.sort(Comparator.comparingLong((Integer unit) -> times[unit]).thenComparing(unit -> unit));
    int candidates = Math.min(wanted(count, share), Math.max(0, count - LEAST));
    int earlier = count - candidates;
    Map<String, Integer> earlierOf = new HashMap<>();
    for (int unit : order.subList(0, earlier)) {
      earlierOf.merge(groups.get(unit), 1, Integer::sum);
    }
    boolean oneGroup = new HashSet<>(groups).size() == 1;
    Set<String> open = new HashSet<>();
    int remaining = earlier;
    for (int place = count - 1; place >= earlier; place--) {
      String group = groups.get(order.get(place));
      int lost = oneGroup ? 0 : earlierOf.getOrDefault(group, 0);
      if (!open.contains(group) && 2 * (remaining - lost) >= earlier) {
        open.add(group);
        remaining -= lost;
      }
    }
    boolean[] training = new boolean[count];
    boolean[] heldOut = new boolean[count];
    for (int place = 0; place < count; place++) {
      int unit = order.get(place);
      boolean isOpen = open.contains(groups.get(unit));
      training[unit] = place < earlier && (oneGroup || !isOpen);
      heldOut[unit] = place >= earlier && isOpen;
    }
    return checked(training, heldOut, oneGroup);
  }

  /**
   * Holds out whole groups, drawn by a seed, up to a share of the units.
   *
   * @param groups of each unit
   * @param share of the units to hold out, above 0 and below 1
   * @throws TrainingException where fewer than two units would stand on one side
   */
  static Split byGroup(List<String> groups, double share, long seed) throws TrainingException {
    Map<String, Integer> sizes = new TreeMap<>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    List<String> drawn = new ArrayList<>(sizes.keySet());
    // Not the sequence that the same seed gives to weights and to the order of rows.
    Collections.shuffle(drawn, new Random((seed + 1) * GOLDEN));
    int wanted = wanted(groups.size(), share);
    Map<String, Integer> open = new LinkedHashMap<>();
    int held = 0;
    for (String group : drawn) {
      int size = sizes.get(group);
      if (held + size <= wanted) {
        open.put(group, size);
        held += size;
      }
    }
    // Groups may all be larger than what is wanted; one more is better than none.
    for (String group : drawn) {
      boolean leavesEnough = groups.size() - held - sizes.get(group) >= LEAST;
      if (held < LEAST && !open.containsKey(group) && leavesEnough) {
        open.put(group, sizes.get(group));
        held += sizes.get(group);
      }
    }
    boolean[] training = new boolean[groups.size()];
    boolean[] heldOut = new boolean[groups.size()];
    for (int unit = 0; unit < training.length; unit++) {
      heldOut[unit] = open.containsKey(groups.get(unit));
      training[unit] = !heldOut[unit];
    }
    return checked(training, heldOut, sizes.size() == 1);
  }

  private static int wanted(int count, double share) {
    return Math.max(LEAST, (int) Math.round(share * count));
  }

  private static Split checked(boolean[] training, boolean[] heldOut, boolean oneGroup)
      throws TrainingException {
    Split split =
        new Split(training, heldOut, training.length - count(training) - count(heldOut), oneGroup);
    if (split.trainingCount() < LEAST || split.heldOutCount() < LEAST) {
      throw new TrainingException(
          "the split leaves "
              + split.trainingCount()
              + " to learn from and "
              + split.heldOutCount()
              + " held out; at least "
              + LEAST
              + " of each are needed");
    }
    return split;
  }

  /** How many are learned from. */
  public int trainingCount() {
    return count(training);
  }

  /** How many are held out. */
  public int heldOutCount() {
    return count(heldOut);
  }

  private static int count(boolean[] marks) {
    int count = 0;
    for (boolean mark : marks) {
      count += mark ? 1 : 0;
    }
    return count;
  }
}
