package io.livegauge.benchmark.result;

/**
 * Where figures were measured.
 *
 * @param cores processors that the JVM sees
 * @param processor model name, or {@code unknown}
 * @param memoryBytes physical memory
 * @param os name, version and architecture
 * @param jvm vendor, name and version
 * @param load load average of the last minute before the start; −1 where the system has none
 * @param versions of Livegauge, Flink and Kafka
 */
public record Machine(
    int cores,
    String processor,
    long memoryBytes,
    String os,
    String jvm,
    double load,
    String versions) {}
