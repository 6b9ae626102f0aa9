/**
 * The screens: a small server that shows what the job publishes, with no database of its own.
 *
 * <p>One road: {@code feed} reads Kafka into {@code room}, the state, which {@code web} shows to
 * whom {@code access} lets see it.
 */
package io.livegauge.dashboard;
