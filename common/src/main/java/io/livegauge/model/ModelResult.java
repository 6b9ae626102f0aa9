package io.livegauge.model;

/** What came of reading a model artifact. */
public sealed interface ModelResult {
  /** It holds. */
  record Valid(Model model) implements ModelResult {}

  /**
   * It does not.
   *
   * @param reason one sentence: what is wrong, and what is allowed
   */
  record Invalid(String reason) implements ModelResult {}
}
