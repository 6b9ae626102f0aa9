package io.livegauge.local.deploy;

/** The versions of the build, which it hands to the tests as system properties. */
final class Versions {
  /** Our own as images have it. */
  static final String OWN = of("livegauge.version").replace("-SNAPSHOT", "");

  static final String FLINK = of("livegauge.flink.version");
  static final String KAFKA = of("livegauge.kafka.version");

  private Versions() {}

  private static String of(String property) {
    String version = System.getProperty(property);
    if (version == null) {
      throw new IllegalStateException("the build did not say what " + property + " is");
    }
    return version;
  }
}
