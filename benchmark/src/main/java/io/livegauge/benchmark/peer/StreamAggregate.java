package io.livegauge.benchmark.peer;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Takes events of one stream into its sums. */
final class StreamAggregate implements AggregateFunction<CoreEvent, StreamSums, StreamSums> {
  private static final long serialVersionUID = 1L;

  @Override
  public StreamSums createAccumulator() {
    return new StreamSums();
  }

  @Override
  public StreamSums add(CoreEvent event, StreamSums sums) {
    sums.add(event);
    return sums;
  }

  @Override
  public StreamSums getResult(StreamSums sums) {
    return sums;
  }

  @Override
  public StreamSums merge(StreamSums one, StreamSums other) {
    throw new UnsupportedOperationException("only session windows merge");
  }
}
