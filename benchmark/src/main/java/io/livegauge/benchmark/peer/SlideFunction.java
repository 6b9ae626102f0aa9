package io.livegauge.benchmark.peer;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Slides a window over the panes of a stream. Takes a stream and the sums of a pane, with the
 * pane's last instant as time. Key: the stream. State: {@code panes} by their end and {@code
 * window}. Timers: the last instant of every window that has a pane.
 */
final class SlideFunction
    extends KeyedProcessFunction<String, Tuple2<String, StreamSums>, CoreRow> {
  private static final long serialVersionUID = 1L;

  private transient MapState<Long, StreamSums> panes;
  private transient ValueState<StreamWindow> window;

  @Override
  public void open(OpenContext context) {
    panes =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("panes", Types.LONG, PaneWindows.SUMS));
    window = getRuntimeContext().getState(new ValueStateDescriptor<>("window", PaneWindows.WINDOW));
  }

  @Override
  public void processElement(
      Tuple2<String, StreamSums> pane, Context context, Collector<CoreRow> out) throws Exception {
    // The window takes it at the timer: a watermark can close several panes before any timer.
    panes.put(context.timestamp() + 1, pane.f1);
    context.timerService().registerEventTimeTimer(context.timestamp());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<CoreRow> out) throws Exception {
    StreamWindow slid = window.value();
    if (slid == null) {
      slid = new StreamWindow(time + 1);
    }
    slid.end = time + 1;
    StreamSums first = panes.get(slid.end - CoreRow.WINDOW_MILLIS);
    if (first != null) {
      slid.remove(first);
      panes.remove(slid.end - CoreRow.WINDOW_MILLIS);
    }
    StreamSums last = panes.get(slid.end);
    if (last != null) {
      slid.add(last);
    }
    if (slid.panes == 0) {
      window.clear();
      return;
    }
    window.update(slid);
    out.collect(slid.row(context.getCurrentKey()));
    context.timerService().registerEventTimeTimer(time + CoreRow.SLIDE_MILLIS);
  }
}
