package io.livegauge.trainer.registry;

import java.util.Locale;

/** The files of a version. */
public enum ArtifactKind {
  /** The model artifact, which every version has. */
  MODEL(".json"),
  /** The same network as Deeplearning4j saves it. */
  NETWORK(".zip"),
  /** The page that tells of the training. */
  REPORT(".html"),
  /** The sessions that it was trained on and measured by, one a line. */
  SESSIONS(".jsonl");

  private final String suffix;

  ArtifactKind(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /** The name in a manifest. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
