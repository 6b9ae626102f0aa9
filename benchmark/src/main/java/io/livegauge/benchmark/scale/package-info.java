/** What an event costs in worlds of other shapes, and what state takes of room. */
package io.livegauge.benchmark.scale;
