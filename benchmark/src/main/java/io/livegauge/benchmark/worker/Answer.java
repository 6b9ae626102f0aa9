package io.livegauge.benchmark.worker;

import io.livegauge.benchmark.variant.Outcome;

/**
 * What a worker says of a run: outcome and usage, or an error and neither.
 *
 * @param error what went wrong, or null
 */
public record Answer(Outcome outcome, Usage usage, String error) {}
