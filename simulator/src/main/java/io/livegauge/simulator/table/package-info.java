/**
 * Tables of ended sessions whose target is a known function of the indicators, plus known noise.
 */
package io.livegauge.simulator.table;
