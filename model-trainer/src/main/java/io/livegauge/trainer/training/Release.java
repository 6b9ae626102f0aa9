package io.livegauge.trainer.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Role;
import java.time.Instant;

/**
 * What an artifact says of itself beyond what training found.
 *
 * @param version above 0
 * @param createdAt when it was made; whole seconds are kept
 * @param validFrom event time in epoch ms, or null for always
 * @param role champion, or challenger
 * @param source where the data come from, or null
 * @param gate what the gate decided, or null where none was asked
 */
public record Release(
    long version, Instant createdAt, Long validFrom, Role role, String source, ObjectNode gate) {}
