/** From the window store or a table to the rows that a model learns from and is measured by. */
package io.livegauge.trainer.data;
