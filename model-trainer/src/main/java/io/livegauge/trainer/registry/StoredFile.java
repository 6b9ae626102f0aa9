package io.livegauge.trainer.registry;

/**
 * A file of a version.
 *
 * @param path within the registry, its content's checksum in it
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record StoredFile(String path, String sha256, long size) {}
