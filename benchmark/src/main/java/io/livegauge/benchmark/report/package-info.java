/** One page of all results: targets, charts, flame graphs. */
package io.livegauge.benchmark.report;
