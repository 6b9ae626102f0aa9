/** The indicators and how their values come from figures. */
package io.livegauge.indicator;
