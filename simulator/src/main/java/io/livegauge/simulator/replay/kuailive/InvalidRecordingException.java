package io.livegauge.simulator.replay.kuailive;

/** A directory that is not laid out as KuaiLive is: says which file, which line, what it needs. */
public final class InvalidRecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidRecordingException(String message) {
    super(message);
  }
}
