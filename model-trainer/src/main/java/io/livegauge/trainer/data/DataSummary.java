package io.livegauge.trainer.data;

import io.livegauge.model.Feature;
import java.util.List;

/**
 * What a data set is, for artifacts, reports and terminals.
 *
 * @param rows on both sides
 * @param sessions on both sides
 * @param sessionsHeldOut that nothing was learned from
 * @param target what is predicted, in words
 * @param targetScales how settled sessions were normalised for the target, in the order of the
 *     indicators; empty where the target is a user's column
 * @param split how held-out sessions were chosen, in words
 * @param sha256 checksum of all files that were read
 * @param settlements that changed a session
 * @param settlementsIgnored repeated ones, ratings without an order, and those of no session
 * @param notes what a reader should know, one sentence each
 */
public record DataSummary(
    int rows,
    int sessions,
    int sessionsHeldOut,
    String target,
    List<Feature> targetScales,
    String split,
    String sha256,
    long settlements,
    long settlementsIgnored,
    List<String> notes) {}
