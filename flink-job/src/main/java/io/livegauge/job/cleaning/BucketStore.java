package io.livegauge.job.cleaning;

import io.livegauge.job.slice.Packed;
import io.livegauge.job.slice.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps a {@link BucketState} in keyed state, in parts, so that a snapshot writes what has changed.
 *
 * <ul>
 *   <li>{@code state}: the bucket's own few numbers.
 *   <li>{@code users}: chunks of users, a later one in the place of an earlier; each snapshot
 *       appends those that have changed, and once that comes to more users than there are, or some
 *       were forgotten, all are written into one. So it holds at most twice the users.
 *   <li>{@code fingerprints}: chunks by the time of their last fingerprint, never changed; each
 *       snapshot appends the new ones, and removes the chunks that no event can meet any more.
 * </ul>
 */
final class BucketStore implements StateStore<BucketState> {
  private static final int VERSION = 1;

  /** What a user takes when written, at most as a rule. */
  private static final int USER_BYTES = 48;

  private final long fingerprintMillis;
  private final ValueState<Packed> head;
  private final ListState<Packed> users;
  private final MapState<Long, Packed> fingerprints;

  BucketStore(RuntimeContext context, long fingerprintMillis) {
    this.fingerprintMillis = fingerprintMillis;
    this.head = context.getState(new ValueStateDescriptor<>("state", Packed.TYPE));
    this.users = context.getListState(new ListStateDescriptor<>("users", Packed.TYPE));
    this.fingerprints =
        context.getMapState(new MapStateDescriptor<>("fingerprints", Types.LONG, Packed.TYPE));
  }

  @Override
  public BucketState load() throws Exception {
    Packed packed = head.value();
    if (packed == null) {
      return null;
    }
    BucketState state = new BucketState(fingerprintMillis);
    packed.read("numbers of a bucket", VERSION, state::readHead);
    Iterable<Packed> chunks = users.get();
    if (chunks != null) {
      for (Packed chunk : chunks) {
        chunk.read("users", VERSION, state::readUsers);
      }
    }
    TreeMap<Long, Packed> byTime = new TreeMap<>();
    for (Map.Entry<Long, Packed> chunk : fingerprints.entries()) {
      byTime.put(chunk.getKey(), chunk.getValue());
    }
    for (Packed chunk : byTime.values()) {
      chunk.read("fingerprints", VERSION, state.fingerprints::read);
    }
    byTime.keySet().forEach(state::addChunk);
    return state;
  }

  @Override
  public void write(BucketState state) throws Exception {
    head.update(Packed.of(VERSION, state::writeHead));
    writeUsers(state);
    for (long dead : state.takeDeadChunks()) {
      fingerprints.remove(dead);
    }
    if (state.fingerprints.hasFresh()) {
      long lastTime = state.fingerprints.freshUpTo();
      fingerprints.put(
          lastTime, Packed.of(VERSION, state.fingerprints.freshBytes(), state.fingerprints::write));
      state.addChunk(lastTime);
    }
  }

  private void writeUsers(BucketState state) throws Exception {
    Collection<UserState> changed = state.takeChanged();
    if (state.hasForgotten || state.writtenUsers + changed.size() > 2 * state.users.size()) {
      Collection<UserState> all = state.allUsers();
      users.update(all.isEmpty() ? List.of() : List.of(packed(all)));
      state.writtenUsers = all.size();
      state.hasForgotten = false;
    } else if (!changed.isEmpty()) {
      users.add(packed(changed));
      state.writtenUsers += changed.size();
    }
  }

  private static Packed packed(Collection<UserState> users) throws IOException {
    return Packed.of(
        VERSION, 16 + USER_BYTES * users.size(), out -> BucketState.writeUsers(users, out));
  }

  @Override
  public void clear() {
    head.clear();
    users.clear();
    fingerprints.clear();
  }

  @Override
  public long heapBytes(BucketState state) {
    return state.heapBytes();
  }
}
