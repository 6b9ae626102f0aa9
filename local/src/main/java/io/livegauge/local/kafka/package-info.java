/** A Kafka cluster as the commands reach it, and what it says in words for people. */
package io.livegauge.local.kafka;
