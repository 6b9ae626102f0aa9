/**
 * Sends recorded events to Kafka again, in the order and at a multiple of the pace of their time.
 */
package io.livegauge.simulator.replay;
