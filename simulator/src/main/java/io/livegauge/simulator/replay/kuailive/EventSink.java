package io.livegauge.simulator.replay.kuailive;

import java.io.IOException;

/** Takes events as they are converted. */
@FunctionalInterface
public interface EventSink {

  /**
   * Takes one event.
   *
   * @param time its event time
   * @param line its JSON, one line without a line end; valid during the call only
   * @param length bytes of it in the array, from 0
   */
  void accept(long time, byte[] line, int length) throws IOException;
}
