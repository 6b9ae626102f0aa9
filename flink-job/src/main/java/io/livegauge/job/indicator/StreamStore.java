package io.livegauge.job.indicator;

import io.livegauge.job.slice.Packed;
import io.livegauge.job.slice.StateStore;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps a {@link StreamState} in keyed state, in parts, so that a snapshot writes what has changed.
 *
 * <ul>
 *   <li>{@code state}: all but the window's slices, written as a whole.
 *   <li>{@code slices}: the window's slices by their number, never changed; each snapshot appends
 *       those that were closed since, and removes those that have left the window.
 * </ul>
 */
final class StreamStore implements StateStore<StreamState> {
  private static final int VERSION = 1;

  private final ValueState<Packed> head;
  private final MapState<Long, Packed> slices;

  StreamStore(RuntimeContext context) {
    this.head = context.getState(new ValueStateDescriptor<>("state", Packed.TYPE));
    this.slices = context.getMapState(new MapStateDescriptor<>("slices", Types.LONG, Packed.TYPE));
  }

  @Override
  public StreamState load() throws Exception {
    Packed packed = head.value();
    if (packed == null) {
      return null;
    }
    StreamState state = new StreamState();
    packed.read("sums of a stream", VERSION, state::readHead);
    for (Map.Entry<Long, Packed> slice : slices.entries()) {
      long number = slice.getKey();
      slice.getValue().read("slices", VERSION, in -> state.readSlice(number, in));
    }
    return state;
  }

  @Override
  public void write(StreamState state) throws Exception {
    head.update(Packed.of(VERSION, state::writeHead));
    Map<Long, StreamState.Slice> window = state.window();
    for (long number : List.copyOf(state.writtenSlices)) {
      if (!window.containsKey(number)) {
        slices.remove(number);
        state.writtenSlices.remove(number);
      }
    }
    for (Map.Entry<Long, StreamState.Slice> slice : window.entrySet()) {
      if (state.writtenSlices.add(slice.getKey())) {
        slices.put(slice.getKey(), Packed.of(VERSION, slice.getValue()::write));
      }
    }
  }

  @Override
  public void clear() {
    head.clear();
    slices.clear();
  }

  @Override
  public long heapBytes(StreamState state) {
    return state.heapBytes();
  }
}
