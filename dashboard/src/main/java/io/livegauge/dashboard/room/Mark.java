package io.livegauge.dashboard.room;

/**
 * A moment for the timeline.
 *
 * @param time epoch ms
 * @param kind {@code pin}, {@code unpin}, {@code game} or {@code promo}
 * @param id of the item, the game or the promotion
 */
public record Mark(long time, String kind, String id) {}
