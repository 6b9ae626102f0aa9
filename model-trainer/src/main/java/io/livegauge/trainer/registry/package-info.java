/**
 * The registry: versions of models in a directory or a file system, their way to Kafka, and back to
 * older ones.
 */
package io.livegauge.trainer.registry;
