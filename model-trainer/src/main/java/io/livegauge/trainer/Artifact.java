package io.livegauge.trainer;

/**
 * A model artifact fresh from training.
 *
 * @param bytes the document, UTF-8
 * @param version above 0
 * @param sha256 the document's checksum, 64 hexadecimal digits
 * @param rows windows of ended sessions, held-out ones included
 * @param sessions ended sessions, held-out ones included
 * @param sessionsHeldOut ended sessions that nothing was learned from
 * @param settlements that changed a session
 * @param settlementsIgnored repeated ones, ratings without an order, and those of no session
 * @param metrics on the windows of held-out sessions
 */
public record Artifact(
    byte[] bytes,
    long version,
    String sha256,
    int rows,
    int sessions,
    int sessionsHeldOut,
    long settlements,
    long settlementsIgnored,
    Metrics metrics) {}
