package io.livegauge.benchmark.worker;

/**
 * What a run took of its JVM.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds CPU time of the whole process, collector and compiler included
 * @param allocatedBytes of heap, by all threads
 * @param peakBytes largest resident memory of the process during the run; 0 where the system does
 *     not tell
 */
public record Usage(double wallSeconds, double cpuSeconds, long allocatedBytes, long peakBytes) {}
