package io.livegauge.local.demo;

import java.util.List;

/** Shows how a demo goes. Used by one thread at a time. */
interface Display extends AutoCloseable {
  /**
   * How things are.
   *
   * @param bootstrap where any Kafka client can join
   * @param screens where a browser finds them; null where there are none
   * @param seconds since the simulator began
   * @param phase what is going on, in a few words
   * @param refit how the refit stands, in a few words; null where there is none
   */
  record View(
      String bootstrap,
      String screens,
      long seconds,
      String phase,
      long produced,
      long read,
      long accepted,
      long rejected,
      long scores,
      Long latencyP99Millis,
      Long modelVersion,
      String refit,
      List<StreamRow> rows) {}

  /** A line that stays. */
  void say(String line);

  /** Shows how things are now. */
  void show(View view);

  /** Gives the terminal back without drawing. Any thread may call it. */
  void abandon();

  /** Leaves the terminal as it was found, with the last view on it. */
  @Override
  void close();
}
