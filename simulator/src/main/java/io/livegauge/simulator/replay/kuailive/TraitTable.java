package io.livegauge.simulator.replay.kuailive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Traits of streamers or users: for each id one value, or none, of each trait.
 *
 * <p>Values repeat a great deal, so each is kept once, as the JSON that it becomes; a row is a
 * number for each trait.
 */
final class TraitTable {
  private static final byte[] TRAITS = EventLine.ascii(",\"traits\":{");
  private static final byte[] COMMA = EventLine.ascii(",");
  private static final byte[] END = EventLine.ascii("}");

  /** The contract's longest value of a trait, in code points. */
  private static final int MAX_VALUE = 128;

  private final List<String> names;
  private final List<Map<String, Integer>> codes = new ArrayList<>();
  private final List<List<byte[]>> values = new ArrayList<>();
  private final LongIndex ids = new LongIndex();
  private int[] cells = new int[1024];
  private long[] followers = new long[16];

  TraitTable(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      codes.add(new HashMap<>());
      values.add(new ArrayList<>());
    }
  }

  /** Whether a value is short enough for an event. */
  static boolean fits(String value) {
    return value.codePointCount(0, value.length()) <= MAX_VALUE;
  }

  /**
   * Adds the row of an id that is new.
   *
   * @param texts a value for each trait; empty ones are none
   * @param followersOrUnknown as {@link FollowerRange} gives them
   */
  void add(long id, List<String> texts, long followersOrUnknown) {
    int row = ids.add(id);
    int begin = row * names.size();
    if (begin + names.size() > cells.length) {
      cells = Arrays.copyOf(cells, begin + names.size() + (begin >> 1));
    }
    if (row == followers.length) {
      followers = Arrays.copyOf(followers, row + (row >> 1));
    }
    followers[row] = followersOrUnknown;
    for (int i = 0; i < names.size(); i++) {
      cells[begin + i] = texts.get(i).isEmpty() ? 0 : code(i, texts.get(i));
    }
  }

  /** The number of an id's row, or -1. */
  int find(long id) {
    return ids.find(id);
  }

  /** Followers of a row, or {@link FollowerRange#UNKNOWN}. */
  long followers(int row) {
    return followers[row];
  }

  /** Appends the traits of a row to an event; nothing where it has none. */
  void append(int row, EventLine event) {
    boolean isFirst = true;
    for (int i = 0; i < names.size(); i++) {
      int code = cells[row * names.size() + i];
      if (code > 0) {
        event.raw(isFirst ? TRAITS : COMMA).raw(values.get(i).get(code - 1));
        isFirst = false;
      }
    }
    if (!isFirst) {
      event.raw(END);
    }
  }

  private int code(int trait, String value) {
    Integer known = codes.get(trait).get(value);
    if (known != null) {
      return known;
    }
    List<byte[]> all = values.get(trait);
    EventLine json = new EventLine();
    json.raw(EventLine.json(names.get(trait))).raw(EventLine.ascii(":")).raw(EventLine.json(value));
    all.add(Arrays.copyOf(json.bytes(), json.length()));
    codes.get(trait).put(value, all.size());
    return all.size();
  }
}
