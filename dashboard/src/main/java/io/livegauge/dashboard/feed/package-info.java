/** Kafka into the state: the readers of the topics, the watch over the cluster, single records. */
package io.livegauge.dashboard.feed;
