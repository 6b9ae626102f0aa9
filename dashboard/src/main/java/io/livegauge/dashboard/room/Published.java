package io.livegauge.dashboard.room;

/**
 * One record as it was read from Kafka.
 *
 * @param timestamp the record's Kafka timestamp, epoch ms
 * @param key or null
 * @param value or null
 */
public record Published(Coordinates at, long timestamp, byte[] key, byte[] value) {}
