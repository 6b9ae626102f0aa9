/** After scoring: what in a stream's scores needs somebody to look at it. */
package io.livegauge.job.alert;
