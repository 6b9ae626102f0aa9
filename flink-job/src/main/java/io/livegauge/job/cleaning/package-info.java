/** Clean and slice: the rules that look at one user at a time. */
package io.livegauge.job.cleaning;
