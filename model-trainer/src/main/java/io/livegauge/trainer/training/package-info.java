/** From a data set to a model artifact, with Deeplearning4j. */
package io.livegauge.trainer.training;
