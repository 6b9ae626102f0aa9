/** Options of the job, typed, documented and checked before anything starts. */
package io.livegauge.job.config;
