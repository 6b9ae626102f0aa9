/** How far predictions are from what came. */
package io.livegauge.trainer.evaluation;
