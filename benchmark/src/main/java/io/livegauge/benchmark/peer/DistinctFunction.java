package io.livegauge.benchmark.peer;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first event of an id pass. Key: stream and user. State: {@code seen}, the ids that were
 * seen; each expires by itself.
 */
final class DistinctFunction
    extends KeyedProcessFunction<Tuple2<String, String>, CoreEvent, CoreEvent> {
  private static final long serialVersionUID = 1L;

  private final Duration remembered;
  private transient MapState<String, Boolean> seen;

  /**
   * @param remembered how long ids are kept, by the wall clock
   */
  DistinctFunction(Duration remembered) {
    this.remembered = remembered;
  }

  @Override
  public void open(OpenContext context) {
    MapStateDescriptor<String, Boolean> descriptor =
        new MapStateDescriptor<>("seen", Types.STRING, Types.BOOLEAN);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(remembered).build());
    seen = getRuntimeContext().getMapState(descriptor);
  }

  @Override
  public void processElement(CoreEvent event, Context context, Collector<CoreEvent> out)
      throws Exception {
    if (!seen.contains(event.eventId)) {
      seen.put(event.eventId, true);
      out.collect(event);
    }
  }
}
