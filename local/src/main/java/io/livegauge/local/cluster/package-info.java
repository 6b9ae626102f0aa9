/** {@code ./livegauge cluster}: a Flink cluster of separate JVMs on this machine, and its job. */
package io.livegauge.local.cluster;
