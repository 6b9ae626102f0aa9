package io.livegauge.trainer.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Role;
import java.time.Instant;
import java.util.Map;

/**
 * A registered version, as its manifest tells of it. Never changed again.
 *
 * @param version above 0
 * @param createdAt when the version came to be
 * @param role champion where it was promoted, else challenger
 * @param isPromoted whether it became the current model then
 * @param comparedWith the version that it was compared with, or null
 * @param rollbackOf the version whose network it is again, or null
 * @param rows that it was trained on, or null where its artifact does not say
 * @param dataSha256 of what it was trained on, or null where its artifact does not say
 * @param metrics of its training, empty where its artifact has none
 * @param gate what the gate decided, or null where none was asked
 * @param note where it comes from, or null
 * @param modelSha256 the checksum inside the artifact, which differs from that of its bytes
 * @param files at least the model
 */
public record Entry(
    long version,
    Instant createdAt,
    Role role,
    boolean isPromoted,
    Long comparedWith,
    Long rollbackOf,
    Long rows,
    String dataSha256,
    ObjectNode metrics,
    ObjectNode gate,
    String note,
    String modelSha256,
    Map<ArtifactKind, StoredFile> files) {}
