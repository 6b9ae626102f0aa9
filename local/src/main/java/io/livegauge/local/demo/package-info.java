/** Everything in one process: broker, simulator, job, and a table of what it says. */
package io.livegauge.local.demo;
