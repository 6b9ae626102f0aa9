package io.livegauge.benchmark.pipeline;

import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.worker.Usage;

/**
 * One run as it was measured.
 *
 * @param brokerSeconds CPU time that the broker took meanwhile
 */
record Sample(Outcome outcome, Usage usage, double brokerSeconds) {}
