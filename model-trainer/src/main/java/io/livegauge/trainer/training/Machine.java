package io.livegauge.trainer.training;

import java.util.List;

/** What can be known of a machine's GPUs without loading anything that computes. */
interface Machine {

  /**
   * What a program answered.
   *
   * @param outcome how it ended
   * @param lines what it printed; empty unless it ran to its end
   */
  record Answer(Outcome outcome, List<String> lines) {}

  /** How a program ended. */
  enum Outcome {
    /** There is no such program. */
    MISSING,
    /** It did not end in time. */
    TOO_SLOW,
    /** It ended with an error. */
    FAILED,
    ANSWERED
  }

  /** Whether ND4J's CUDA backend is on the class path. */
  boolean hasCudaBackend();

  /** Whether the NVIDIA driver is loaded, as far as the system's files tell. */
  boolean hasDriver();

  /** A variable of the environment, or null. */
  String variable(String name);

  /** Runs a program and waits for it, not for long. */
  Answer run(List<String> command);
}
