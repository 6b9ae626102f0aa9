package io.livegauge.benchmark.worker;

/** Something that is to be ended even where the JVM ends before its time, by Ctrl-C or a signal. */
public final class AtExit {
  private final Thread hook;

  /**
   * Does it when the JVM ends, unless it was cancelled before.
   *
   * @param end what is to be done, in a thread of its own
   */
  public AtExit(Runnable end) {
    hook = new Thread(end, "end of bench");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** It need not be done any more. */
  public void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook at work.
    }
  }
}
