/** Score: which model scores a window, and the records that come of it. */
package io.livegauge.job.scoring;
