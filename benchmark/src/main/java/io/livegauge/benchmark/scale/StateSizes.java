package io.livegauge.benchmark.scale;

/**
 * What state takes, by slopes between savepoints of worlds that differ in one number. Pure.
 *
 * @param viewerBytes for one viewer more, without fingerprints
 * @param fingerprintBytes for one event id more that is remembered
 * @param streamBytes for one stream more with the same viewers
 */
record StateSizes(double viewerBytes, double fingerprintBytes, double streamBytes) {
  /** The world that the others are held against. */
  static StateWorld base(int viewers) {
    return new StateWorld(100, viewers, 1);
  }

  static StateWorld moreViewers(int viewers) {
    return new StateWorld(100, 2 * viewers, 1);
  }

  static StateWorld moreEvents(int viewers) {
    return new StateWorld(100, viewers, 6);
  }

  static StateWorld moreStreams(int viewers) {
    return new StateWorld(200, viewers, 1);
  }

  /** From the savepoints of these worlds, bytes. */
  static StateSizes of(
      int viewers, long base, long moreViewers, long moreEvents, long moreStreams) {
    double fingerprint =
        (double) (moreEvents - base) / (moreEvents(viewers).size() - base(viewers).size());
    double viewerWithFingerprint = (double) (moreViewers - base) / viewers;
    double stream =
        (double) (moreStreams - base) / (moreStreams(viewers).streams() - base(viewers).streams());
    return new StateSizes(viewerWithFingerprint - fingerprint, fingerprint, stream);
  }
}
