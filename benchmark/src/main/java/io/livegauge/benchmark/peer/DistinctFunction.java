package io.livegauge.benchmark.peer;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first event of an id pass. State: {@code seen}, the ids with their time. Timers: at each
 * end of a span old ids go. State that expires by itself was slower: on the heap each access looks
 * through the whole maps of five keys.
 *
 * @param <K> the key
 * @param <I> what tells the events of a key apart
 */
final class DistinctFunction<K, I> extends KeyedProcessFunction<K, CoreEvent, CoreEvent> {
  private static final long serialVersionUID = 1L;

  private final long span;
  private final KeySelector<CoreEvent, I> id;
  private final TypeInformation<I> idType;
  private transient MapState<I, Long> seen;

  /**
   * @param remembered how long ids are kept at least, of event time; twice as long at most
   */
  DistinctFunction(Duration remembered, KeySelector<CoreEvent, I> id, TypeInformation<I> idType) {
    this.span = remembered.toMillis();
    this.id = id;
    this.idType = idType;
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", idType, Types.LONG));
  }

  @Override
  public void processElement(CoreEvent event, Context context, Collector<CoreEvent> out)
      throws Exception {
    I eventId = id.getKey(event);
    if (seen.contains(eventId)) {
      return;
    }
    seen.put(eventId, event.eventTime);
    context.timerService().registerEventTimeTimer(nextEnd(event.eventTime));
    out.collect(event);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<CoreEvent> out)
      throws Exception {
    boolean keepsSome = false;
    Iterator<Map.Entry<I, Long>> ids = seen.iterator();
    while (ids.hasNext()) {
      if (ids.next().getValue() < time - span) {
        ids.remove();
      } else {
        keepsSome = true;
      }
    }
    if (keepsSome) {
      context.timerService().registerEventTimeTimer(time + span);
    }
  }

  /** The end of the span that an instant lies in, epoch ms. */
  private long nextEnd(long time) {
    return Math.floorDiv(time, span) * span + span;
  }
}
