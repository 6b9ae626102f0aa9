package io.livegauge.local;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that was started in this process. */
public final class RunningJob {
  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long START_SECONDS = 120;
  private static final long LOOK_MILLIS = 100;

  private final JobClient client;

  public RunningJob(JobClient client) {
    this.client = client;
  }

  /** Waits until the job runs. */
  public void awaitRunning() throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    CountDownLatch never = new CountDownLatch(1);
    while (status() != JobStatus.RUNNING) {
      check();
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("The job did not start within " + START_SECONDS + " s");
      }
      never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Makes sure that the job is not over.
   *
   * @throws IllegalStateException with the cause where it is
   */
  public void check() throws InterruptedException {
    if (!client.getJobExecutionResult().isDone()) {
      return;
    }
    try {
      client.getJobExecutionResult().get();
    } catch (ExecutionException | CancellationException e) {
      throw new IllegalStateException("The job failed: " + UserErrors.causeOf(e), e);
    }
    throw new IllegalStateException("The job is over");
  }

  /** Whether the job is over, well or not. */
  public boolean isOver() {
    return client.getJobExecutionResult().isDone();
  }

  /** The book as of about a second ago. */
  public Book book() throws InterruptedException, TimeoutException {
    try {
      return Book.of(client.getAccumulators().get(ANSWER.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The job's figures cannot be had: " + UserErrors.causeOf(e), e);
    }
  }

  /** Stops the job, and waits until it has stopped. What fails is said in the log only. */
  public void cancel() {
    try {
      if (!isOver()) {
        client.cancel().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      }
      client.getJobExecutionResult().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | CancellationException e) {
      // A cancelled job ends exceptionally.
      LOG.debug("The job is over", e);
    } catch (TimeoutException e) {
      LOG.warn("The job does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JobStatus status() throws InterruptedException, TimeoutException {
    try {
      return client.getJobStatus().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The job's state cannot be had: " + UserErrors.causeOf(e), e);
    }
  }
}
