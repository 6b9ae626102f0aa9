package io.livegauge.trainer.data;

import io.livegauge.model.Feature;
import java.util.List;
import java.util.Map;

/**
 * What a data set is, for artifacts, reports and terminals.
 *
 * @param rows on both sides
 * @param sessions on both sides; of a table its groups
 * @param sessionsHeldOut that nothing was learned from
 * @param target what is predicted, in words
 * @param targetScales how settled sessions were normalised for the target, in the order of the
 *     indicators; empty where the target is a user's column
 * @param targetRange how a user's column was normalised; null where the target is none
 * @param split how held-out sessions were chosen, in words
 * @param sha256 checksum of all files that were read
 * @param settlements that changed a session
 * @param settlementsIgnored repeated ones, ratings without an order, and those of no session
 * @param settings numbers that are not the default, by name, such as {@code kappaRatio}
 * @param notes what a reader should know, one sentence each
 */
public record DataSummary(
    int rows,
    int sessions,
    int sessionsHeldOut,
    String target,
    List<Feature> targetScales,
    TargetRange targetRange,
    String split,
    String sha256,
    long settlements,
    long settlementsIgnored,
    Map<String, Double> settings,
    List<String> notes) {}
