/**
 * The first stage of the road: records from Kafka or from files become decoded events, with event
 * time per partition; and the explicit serializers of everything that travels.
 */
package io.livegauge.job.ingest;
