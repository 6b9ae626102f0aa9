/** One page per training: what was learned, from what, how well, and what was decided. */
package io.livegauge.trainer.report;
