package io.livegauge.job.slice;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Exact, additive counts by a number: how many users were last seen in each slice, how much
 * presence lies in it, or how many users had each count of likes. Entries that come to zero are
 * removed.
 *
 * <p>Two sorted columns: there are few numbers, and a new one mostly is the largest.
 */
public final class Tally {
  private static final long[] NOTHING = {};

  private long[] numbers = NOTHING;
  private long[] counts = NOTHING;
  private int size;

  /** Takes a number and its count. */
  public interface Entries {
    void accept(long number, long count);
  }

  /** Adds to the count of one number. */
  public void add(long number, long amount) {
    if (amount == 0) {
      return;
    }
    addAt(indexFrom(number), number, amount);
  }

  /** Adds entries of another one, which both are in order. */
  private void merge(Tally other, int from, int sign) {
    int at = from < other.size ? indexFrom(other.numbers[from]) : 0;
    for (int i = from; i < other.size; i++) {
      long number = other.numbers[i];
      while (at < size && numbers[at] < number) {
        at++;
      }
      addAt(at, number, sign * other.counts[i]);
    }
  }

  /** Adds to the count of a number that is at an index or belongs there. */
  private void addAt(int at, long number, long amount) {
    if (at < size && numbers[at] == number) {
      counts[at] += amount;
      if (counts[at] == 0) {
        remove(at, at + 1);
      }
      return;
    }
    if (size == numbers.length) {
      int length = Math.max(4, size * 2);
      numbers = Arrays.copyOf(numbers, length);
      counts = Arrays.copyOf(counts, length);
    }
    System.arraycopy(numbers, at, numbers, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    numbers[at] = number;
    counts[at] = amount;
    size++;
  }

  /** Moves one user from the slice they were last seen in (if any) to another. */
  public void move(long from, boolean hadFrom, long to) {
    if (hadFrom) {
      add(from, -1);
    }
    add(to, 1);
  }

  /** Adds all counts of another one. */
  public void addAll(Tally other) {
    merge(other, 0, 1);
  }

  /** Takes away all counts of another one. */
  public void subtractAll(Tally other) {
    merge(other, 0, -1);
  }

  /** Each number with its count, in ascending order. */
  public void forEach(Entries action) {
    for (int i = 0; i < size; i++) {
      action.accept(numbers[i], counts[i]);
    }
  }

  /** Adds the counts of another one, but for numbers before {@code first}. */
  public void addFrom(Tally other, long first) {
    merge(other, other.indexFrom(first), 1);
  }

  /** Forgets the numbers before {@code first}. */
  public void dropBefore(long first) {
    remove(0, indexFrom(first));
  }

  /** The sum over the numbers from {@code first} on. */
  public long sumFrom(long first) {
    long sum = 0;
    for (int i = indexFrom(first); i < size; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The count of one number. */
  public long get(long number) {
    int at = indexFrom(number);
    return at < size && numbers[at] == number ? counts[at] : 0;
  }

  /** The sum of all counts. */
  public long total() {
    return sumFrom(Long.MIN_VALUE);
  }

  /**
   * The number at a position, from 0, when every number is written down in ascending order as many
   * times as it was counted.
   *
   * @throws IndexOutOfBoundsException if there are not that many
   */
  public long valueAt(long position) {
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += counts[i];
      if (position < before) {
        return numbers[i];
      }
    }
    throw new IndexOutOfBoundsException("position " + position + " of " + before);
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many numbers there are. */
  public int size() {
    return size;
  }

  /** The number at an index from 0 to {@link #size()} − 1, in ascending order. */
  public long numberAt(int index) {
    return numbers[index];
  }

  /** The count of the number at an index. */
  public long countAt(int index) {
    return counts[index];
  }

  /** Writes the size, then each number as the step from the one before, and its count. */
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(out, size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      Binary.writeSigned(out, numbers[i] - before);
      Binary.writeSigned(out, counts[i]);
      before = numbers[i];
    }
  }

  /** Becomes what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    size = Binary.readLength(in);
    numbers = size == 0 ? NOTHING : new long[size];
    counts = size == 0 ? NOTHING : new long[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += Binary.readSigned(in);
      numbers[i] = before;
      counts[i] = Binary.readSigned(in);
    }
  }

  /** The index of the first number that is not before {@code number}. */
  private int indexFrom(long number) {
    if (size == 0 || numbers[size - 1] < number) {
      return size;
    }
    int found = Arrays.binarySearch(numbers, 0, size, number);
    return found < 0 ? -found - 1 : found;
  }

  private void remove(int from, int to) {
    System.arraycopy(numbers, to, numbers, from, size - to);
    System.arraycopy(counts, to, counts, from, size - to);
    size -= to - from;
  }
}
