/** The public data set KuaiLive as our events: its CSV files are read, not shipped. */
package io.livegauge.simulator.replay.kuailive;
