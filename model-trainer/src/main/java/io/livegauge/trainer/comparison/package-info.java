/** The network and its rivals on the same rows, as in table 7 of the study. */
package io.livegauge.trainer.comparison;
