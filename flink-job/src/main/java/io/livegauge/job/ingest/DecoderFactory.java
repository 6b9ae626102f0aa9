package io.livegauge.job.ingest;

import io.livegauge.event.EventDecoder;
import java.io.Serializable;

/**
 * Makes decoders where the records are read: a decoder keeps buffers, so every reader and every
 * thread has its own. An implementation that holds the secret key travels with the job; one that
 * reads it from the environment or a mounted file on the spot does not carry it.
 */
@FunctionalInterface
public interface DecoderFactory extends Serializable {
  /**
   * A new decoder.
   *
   * @throws IllegalStateException where the secret key is missing or bad; the message says where it
   *     is looked for
   */
  EventDecoder create();
}
