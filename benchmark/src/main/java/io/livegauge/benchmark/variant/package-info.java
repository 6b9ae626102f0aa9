/** The ways to do the work that are timed beside each other. */
package io.livegauge.benchmark.variant;
