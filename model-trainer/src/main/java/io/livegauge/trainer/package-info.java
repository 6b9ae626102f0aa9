/**
 * Refits the network from stored windows, tables and surveys, and brings it back into the running
 * job.
 */
package io.livegauge.trainer;
