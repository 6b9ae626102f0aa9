/** Merge and indicate: the rules that look at a whole stream, and what they measure. */
package io.livegauge.job.indicator;
