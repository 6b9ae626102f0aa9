/** The live job in a JVM of its own. */
package io.livegauge.benchmark.live;
