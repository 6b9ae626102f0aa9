package io.livegauge.local.quarantine;

/** What became of the record that was rejected. */
public sealed interface Original {
  /**
   * It is there.
   *
   * @param bytes its value; null for a record that has none
   */
  record Found(byte[] bytes) implements Original {}

  /**
   * It is not.
   *
   * @param why for people
   */
  record Lost(String why) implements Original {}
}
