package io.livegauge.dashboard.room;

/**
 * One point of a series: session to date but score, viewers and model. Units as in {@link
 * ScoreFacts}.
 */
public record Point(
    long windowEnd,
    int score10000,
    long viewers,
    long distinct,
    long buyers,
    long orders,
    long sales,
    long giftValue,
    long barrages,
    long modelVersion) {}
