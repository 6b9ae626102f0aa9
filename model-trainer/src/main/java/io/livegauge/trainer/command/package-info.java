/** The commands of the trainer. */
package io.livegauge.trainer.command;
