/** What Livegauge costs, measured side by side so that anyone can repeat it. */
package io.livegauge.benchmark;
