/** The scoring job: the road from events to scores. */
package io.livegauge.job;
