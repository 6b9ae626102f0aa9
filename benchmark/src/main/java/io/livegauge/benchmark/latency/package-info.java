/** How long a slice's end takes to become a score that can be read, under an open load. */
package io.livegauge.benchmark.latency;
