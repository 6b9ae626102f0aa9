/**
 * From stored windows and settlements to a model artifact: data set, target, training with
 * Deeplearning4j, evaluation, command line.
 */
package io.livegauge.trainer;
