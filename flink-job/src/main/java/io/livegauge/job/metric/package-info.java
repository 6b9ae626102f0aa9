/** Every metric of the job, with what it means; {@code docs/metrics.md} is made of them. */
package io.livegauge.job.metric;
