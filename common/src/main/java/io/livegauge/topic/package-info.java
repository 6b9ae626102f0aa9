/** How the topics are laid out in Kafka: partitions, retention, compaction. */
package io.livegauge.topic;
