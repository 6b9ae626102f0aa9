package io.livegauge.dashboard.room;

/**
 * What the job says of one rule of one session: the newest change. The job alone decides what an
 * alert is; rules that this release does not know are shown by their names.
 *
 * @param rule its name
 * @param isRaised whether somebody should look at it; else it is over
 * @param windowEnd of the change, epoch ms, like the other times
 * @param since the slice end at which it was raised
 * @param value10000 what the rule found, in units of 0.0001, like the next two
 * @param usual10000 what that was compared with, or null
 */
public record Alert(
    String streamId,
    long sessionStart,
    String rule,
    boolean isRaised,
    long windowEnd,
    long since,
    long value10000,
    long threshold10000,
    Long usual10000) {}
