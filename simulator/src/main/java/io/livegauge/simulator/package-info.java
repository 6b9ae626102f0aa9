/**
 * A seeded simulator of live sessions that knows the truth of everything it injects, and the places
 * it writes to: JSON Lines files and Kafka.
 */
package io.livegauge.simulator;
