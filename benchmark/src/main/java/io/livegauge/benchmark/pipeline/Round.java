package io.livegauge.benchmark.pipeline;

import java.util.function.ToDoubleFunction;

/** A variant's two runs of one round. */
record Round(Sizes sizes, Sample small, Sample large) {
  private static final double MICROS = 1e6;

  /** Wall time of one event more, µs. */
  double wallMicros() {
    return slope(sample -> sample.usage().wallSeconds()) * MICROS;
  }

  /** CPU time of one event more, µs. */
  double cpuMicros() {
    return slope(sample -> sample.usage().cpuSeconds()) * MICROS;
  }

  /** The broker's CPU time for one event more, µs. */
  double brokerMicros() {
    return slope(Sample::brokerSeconds) * MICROS;
  }

  /** Heap allocated for one event more, bytes. */
  double allocatedBytes() {
    return slope(sample -> sample.usage().allocatedBytes());
  }

  /** Events a second of the whole larger run, start and end included. */
  double wholeRate() {
    return sizes.large() / large.usage().wallSeconds();
  }

  private double slope(ToDoubleFunction<Sample> figure) {
    return (figure.applyAsDouble(large) - figure.applyAsDouble(small)) / sizes.difference();
  }
}
