package io.livegauge.local.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a change of the job asks of a JobManager.
 *
 * <p>A JobManager that does not answer is an {@link IOException}: nobody knows then whether it did
 * what it was asked. One that refuses is a {@link RefusedException}.
 */
interface Flink {

  /** A request that was answered with a refusal; the message says why. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * How a request for a savepoint goes on: both null while it does.
   *
   * @param location where it is when it is complete
   * @param failure why there is none
   */
  record Savepoint(String location, String failure) {}

  /** The state of a job, such as {@code RUNNING}; none where no such job is known. */
  Optional<String> status(String jobId) throws IOException, InterruptedException;

  /** Whether all tasks of a job run. */
  boolean runs(String jobId) throws IOException, InterruptedException;

  /** Why it failed last, in a line; none where it never did. */
  Optional<String> failure(String jobId) throws IOException, InterruptedException;

  /** How many checkpoints of this run of a job are complete. */
  long checkpoints(String jobId) throws IOException, InterruptedException;

  /**
   * Hands a jar over.
   *
   * @return its name there
   */
  String upload(Path jar) throws IOException, InterruptedException;

  /** Takes a jar back. */
  void delete(String jarId) throws IOException, InterruptedException;

  /**
   * Runs a jar's main up to the point where it would start the job.
   *
   * @return how many vertices it has, chained operators as one
   */
  int plan(String jarId, List<String> arguments) throws IOException, InterruptedException;

  /**
   * Starts a job.
   *
   * @param jobId the id that it shall have
   * @param snapshot a savepoint or checkpoint to start from, or null
   */
  void run(String jarId, List<String> arguments, String jobId, String snapshot)
      throws IOException, InterruptedException;

  /**
   * Asks for the end of a job with a canonical savepoint, not drained: no window is closed by it.
   *
   * @param trigger the name of the request; a second one of the same name is the same
   * @param directory where the savepoint shall be
   */
  void stop(String jobId, String trigger, String directory)
      throws IOException, InterruptedException;

  /** How a request to stop goes on; none where the JobManager does not know of it (any more). */
  Optional<Savepoint> savepoint(String jobId, String trigger)
      throws IOException, InterruptedException;

  /** Ends a job at once. */
  void cancel(String jobId) throws IOException, InterruptedException;
}
