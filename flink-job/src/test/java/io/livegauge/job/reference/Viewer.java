package io.livegauge.job.reference;

/**
 * A user of a stream for as long as they are remembered: the same user id after that is another
 * object. Compared by identity. The "user" of {@code stream_start} and {@code stream_end} is one
 * too, though never a viewer.
 */
final class Viewer {
  final long userHash;

  Viewer(long userHash) {
    this.userHash = userHash;
  }
}
