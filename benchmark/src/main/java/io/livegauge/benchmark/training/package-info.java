/** What training costs: the trainer beside plain loops, and the reading of what it learns from. */
package io.livegauge.benchmark.training;
