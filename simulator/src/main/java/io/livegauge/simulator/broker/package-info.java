/** A real Kafka broker inside the process, and the creation of the contract's topics. */
package io.livegauge.simulator.broker;
