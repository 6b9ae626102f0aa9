package io.livegauge.benchmark.variant;

/**
 * One way to do the work, timed beside others. It lives in a worker JVM of its own, which stays
 * warm between runs; a run leaves nothing behind but what it wrote to topics and files.
 */
public interface Variant {
  /** How users name it, such as {@code ours-rocksdb}. */
  String name();

  /** What it does and leaves out, in one sentence for the report. */
  String describe();

  /**
   * Reads the topics of a workload to their end offsets, writes what comes out to Kafka, and
   * returns when all of it is there.
   *
   * @throws Exception whatever went wrong; the run does not count then
   */
  Outcome run(Run run) throws Exception;
}
