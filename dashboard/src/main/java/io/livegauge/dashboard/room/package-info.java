/**
 * The state that the screens show. It is a function of the records read, in event time: a restart
 * that reads them again shows the same. No Kafka client and no HTTP here.
 */
package io.livegauge.dashboard.room;
