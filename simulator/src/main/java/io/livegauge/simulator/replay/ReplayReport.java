package io.livegauge.simulator.replay;

/**
 * What a replay did.
 *
 * @param lines lines found, blank ones left out
 * @param sent lines sent
 * @param acknowledged lines that are in Kafka for certain
 * @param refused lines that Kafka did not take, being larger than its limit
 * @param firstRefusal why the first of these was not taken; null where there is none
 * @param unreadable lines sent that are no JSON object, or without a known type or time; they went
 *     to their type's topic where there is one, else to {@code stream}
 * @param firstEventTime least event time sent, epoch milliseconds; 0 where nothing was
 * @param lastEventTime greatest event time sent
 * @param stopped whether it was stopped before the end
 */
public record ReplayReport(
    long lines,
    long sent,
    long acknowledged,
    long refused,
    String firstRefusal,
    long unreadable,
    long firstEventTime,
    long lastEventTime,
    boolean stopped) {}
