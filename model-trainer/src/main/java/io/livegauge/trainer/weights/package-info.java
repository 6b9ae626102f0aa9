/** How much a network leans on each indicator. */
package io.livegauge.trainer.weights;
