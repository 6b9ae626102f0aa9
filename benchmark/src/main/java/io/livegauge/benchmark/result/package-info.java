/** Results as JSON: what was measured, how and where. */
package io.livegauge.benchmark.result;
