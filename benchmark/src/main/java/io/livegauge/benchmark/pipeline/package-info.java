/** {@code bench pipeline}: the whole road beside other ways to go it. */
package io.livegauge.benchmark.pipeline;
