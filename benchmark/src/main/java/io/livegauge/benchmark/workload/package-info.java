/** The events that are measured with, and the broker that they lie in. */
package io.livegauge.benchmark.workload;
