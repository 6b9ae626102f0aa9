package io.livegauge.job.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void shouldForgetWhatComesToZero() {
    Tally tally = new Tally();
    tally.add(3, 2);
    tally.add(3, -2);
    tally.add(4, 0);

    assertThat(tally.isEmpty()).isTrue();
    assertThat(tally.get(3)).isZero();
  }

  @Test
  void shouldMoveAUserFromTheSliceTheyWereLastSeenIn() {
    Tally tally = new Tally();
    tally.move(0, false, 5);
    tally.move(0, false, 5);
    tally.move(5, true, 9);

    assertThat(entries(tally)).isEqualTo(Map.of(5L, 1L, 9L, 1L));
    assertThat(tally.total()).isEqualTo(2);
    assertThat(tally.sumFrom(6)).isEqualTo(1);
    assertThat(tally.sumFrom(5)).isEqualTo(2);
    assertThat(tally.sumFrom(10)).isZero();
  }

  @Test
  void shouldTellTheNumberAtAPosition() {
    Tally tally = new Tally();
    tally.add(7, 2);
    tally.add(2, 1);

    assertThat(tally.valueAt(0)).isEqualTo(2);
    assertThat(tally.valueAt(1)).isEqualTo(7);
    assertThat(tally.valueAt(2)).isEqualTo(7);
    assertThatThrownBy(() -> tally.valueAt(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("3 of 3");
  }

  @Test
  void shouldDropAndAddFromANumberOn() {
    Tally tally = new Tally();
    tally.add(-2, 1);
    tally.add(0, 2);
    tally.add(1, 3);
    Tally later = new Tally();
    later.addFrom(tally, 0);
    tally.dropBefore(1);

    assertThat(entries(later)).isEqualTo(Map.of(0L, 2L, 1L, 3L));
    assertThat(entries(tally)).isEqualTo(Map.of(1L, 3L));
  }

  @Property(tries = 200)
  void shouldAddUpInAnyOrderAndTakeAwayAgain(
      @ForAll @Size(max = 30) List<@IntRange(min = -8, max = 8) Integer> numbers,
      @ForAll @IntRange(max = 30) int cut)
      throws IOException {
    Tally one = new Tally();
    Tally other = new Tally();
    Map<Long, Long> expected = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      long amount = i % 5 - 2L;
      (i < cut ? one : other).add(number, amount);
      expected.merge(number, amount, Long::sum);
    }
    expected.values().removeIf(count -> count == 0);
    Map<Long, Long> before = entries(one);
    Tally sum = copy(other);
    sum.addAll(one);
    one.addAll(other);

    assertThat(entries(one)).isEqualTo(expected).isEqualTo(entries(sum));
    assertThat(one.total()).isEqualTo(expected.values().stream().mapToLong(c -> c).sum());
    one.subtractAll(other);
    assertThat(entries(one)).isEqualTo(before);
  }

  @Test
  void shouldHoldASumAtTheLargestLong() {
    assertThat(SaturatedSum.add(2, 3)).isEqualTo(5);
    assertThat(SaturatedSum.add(Long.MAX_VALUE, 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(SaturatedSum.add(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(SaturatedSum.add(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(SaturatedSum.add(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Property(tries = 200)
  void shouldSumAlikeInWhateverOrder(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 9) Integer> ninths) {
    List<Long> amounts = new ArrayList<>(ninths.stream().map(n -> Long.MAX_VALUE / 9 * n).toList());
    long forwards = amounts.stream().reduce(0L, SaturatedSum::add);
    Collections.reverse(amounts);

    assertThat(amounts.stream().reduce(0L, SaturatedSum::add)).isEqualTo(forwards);
    assertThat(forwards).isNotNegative();
  }

  private static Map<Long, Long> entries(Tally tally) {
    Map<Long, Long> entries = new TreeMap<>();
    tally.forEach(entries::put);
    return entries;
  }

  private static Tally copy(Tally tally) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    tally.write(out);
    Tally copy = new Tally();
    copy.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    return copy;
  }
}
