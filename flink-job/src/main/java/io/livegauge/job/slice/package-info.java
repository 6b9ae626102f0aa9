/** The frame of the stages that work slice by slice, and what they hand over. */
package io.livegauge.job.slice;
