package io.livegauge.job;

import java.nio.file.Path;

/**
 * Paths of this machine as Flink reads them. In the text of Flink's paths nothing is escaped: in
 * that of a URI, where a space is {@code %20}, it would see another directory.
 */
public final class LocalPaths {
  private LocalPaths() {}

  /** The text that Flink takes for that file or directory. */
  public static String toFlink(Path path) {
    return new org.apache.flink.core.fs.Path(path.toUri()).toString();
  }

  /**
   * The file or directory that Flink takes a text for.
   *
   * @param text a Flink path with the scheme {@code file}
   */
  public static Path ofFlink(String text) {
    return Path.of(new org.apache.flink.core.fs.Path(text).toUri());
  }
}
