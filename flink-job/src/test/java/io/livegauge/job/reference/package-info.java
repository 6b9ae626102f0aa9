/**
 * The slow, plain batch reference of the contract's semantics, and the adversarial event sets that
 * the real job is held against. No Flink here, and nothing shared with the job's own rules.
 */
package io.livegauge.job.reference;
