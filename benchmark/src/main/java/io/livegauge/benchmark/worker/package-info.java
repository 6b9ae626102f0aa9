/** JVMs of their own for what is measured. */
package io.livegauge.benchmark.worker;
