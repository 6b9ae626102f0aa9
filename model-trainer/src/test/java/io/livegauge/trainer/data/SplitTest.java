package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final long DAY = 86_400_000;

  @Test
  void shouldHoldOutTheLatest() throws TrainingException {
    Split split =
        Split.byTime(groups(10, 10), new long[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, Splitting.SHARE);
    assertThat(split.heldOut()).containsSequence(true, true, false, false);
    assertThat(split.heldOutCount()).isEqualTo(2);
    assertThat(split.trainingCount()).isEqualTo(8);
    assertThat(split.left()).isZero();
  }

  @Test
  void shouldLeaveOutWhatAHeldOutStreamHadBefore() throws TrainingException {
    // Streams a to h, and a comes back at the end.
    List<String> streams = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "a");
    Split split = Split.byTime(streams, times(10), Splitting.SHARE);
    assertThat(split.heldOut()).containsExactly(marks(10, 8, 9));
    assertThat(split.training()).containsExactly(marks(10, 1, 2, 3, 4, 5, 6, 7));
    assertThat(split.left()).isEqualTo(1);
  }

  @Test
  void shouldKeepHalfOfTheEarlierSessionsWhereEveryStreamComesBack() throws TrainingException {
    // Ten streams, each once a day for ten days: the last two days are of all of them.
    List<String> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      streams.add("s" + i % 10);
    }
    Split split = Split.byTime(streams, times(100), Splitting.SHARE);
    assertThat(split.trainingCount()).isEqualTo(40);
    assertThat(split.heldOutCount()).isEqualTo(10);
    assertThat(split.left()).isEqualTo(50);
  }

  @Test
  void shouldDivideASingleStreamByTimeAlone() throws TrainingException {
    Split split = Split.byTime(groups(10, 1), times(10), Splitting.SHARE);
    assertThat(split.oneGroup()).isTrue();
    assertThat(split.heldOut()).containsExactly(marks(10, 8, 9));
    assertThat(split.trainingCount()).isEqualTo(8);
  }

  @Test
  void shouldNotDrawGroupsThatAreTooLarge() throws TrainingException {
    List<String> groups = new ArrayList<>(groups(20, 20));
    for (int i = 0; i < 80; i++) {
      groups.add("large");
    }
    for (long seed = 0; seed < 5; seed++) {
      assertThat(Split.byGroup(groups, Splitting.SHARE, seed).heldOutCount()).isEqualTo(20);
    }
  }

  @Test
  void shouldTakeAGroupThatIsTooLargeWhereThereIsNoOther() throws TrainingException {
    assertThat(Split.byGroup(groups(100, 3), Splitting.SHARE, 1).heldOutCount()).isBetween(33, 34);
  }

  @Test
  void shouldSayThatThereIsNothingToDivide() {
    assertThatThrownBy(() -> Split.byGroup(groups(10, 1), Splitting.SHARE, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "the split leaves 10 to learn from and 0 held out; at least 2 of each are needed");
    assertThatThrownBy(() -> Split.byTime(groups(3, 3), times(3), Splitting.SHARE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("at least 2 of each");
  }

  /** As a store grows, nothing that was learned from is ever held out. */
  @Property(tries = 100)
  void shouldNeverHoldOutLaterWhatWasLearnedFrom(
      @ForAll long seed,
      @ForAll @IntRange(min = 8, max = 60) int count,
      @ForAll @IntRange(min = 2, max = 60) int streams)
      throws TrainingException {
    Random random = new Random(seed);
    List<String> groups = new ArrayList<>();
    long[] times = new long[count + 30];
    for (int i = 0; i < times.length; i++) {
      groups.add("s" + random.nextInt(streams));
      times[i] = i * DAY + random.nextInt(1000);
    }
    Set<Integer> learned = new HashSet<>();
    for (int size = count; size <= times.length; size += 3) {
      Split split;
      try {
        split = Split.byTime(groups.subList(0, size), Arrays.copyOf(times, size), Splitting.SHARE);
      } catch (TrainingException e) {
        continue;
      }
      Set<String> heldOutGroups = new HashSet<>();
      for (int unit = 0; unit < size; unit++) {
        if (split.heldOut()[unit]) {
          assertThat(learned).doesNotContain(unit);
          heldOutGroups.add(groups.get(unit));
        }
      }
      for (int unit = 0; unit < size; unit++) {
        if (split.training()[unit]) {
          learned.add(unit);
          assertThat(split.oneGroup() || !heldOutGroups.contains(groups.get(unit))).isTrue();
        }
      }
    }
  }

  @Property(tries = 100)
  void shouldKeepGroupsOnOneSide(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 60) int count,
      @ForAll @IntRange(min = 4, max = 20) int streams)
      throws TrainingException {
    List<String> groups = groups(count, streams);
    Split split = Split.byGroup(groups, Splitting.SHARE, seed);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        if (groups.get(i).equals(groups.get(j))) {
          assertThat(split.heldOut()[i]).isEqualTo(split.heldOut()[j]);
        }
      }
      assertThat(split.heldOut()[i]).isNotEqualTo(split.training()[i]);
    }
  }

  private static List<String> groups(int count, int different) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add("g" + i % different);
    }
    return groups;
  }

  private static long[] times(int count) {
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = i;
    }
    return times;
  }

  private static boolean[] marks(int count, int... marked) {
    boolean[] marks = new boolean[count];
    for (int place : marked) {
      marks[place] = true;
    }
    return marks;
  }
}
