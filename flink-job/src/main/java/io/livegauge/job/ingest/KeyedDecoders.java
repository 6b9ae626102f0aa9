package io.livegauge.job.ingest;

import io.livegauge.event.EventDecoder;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;

/** Carries the secret key of the user hashes to where the records are read. */
public final class KeyedDecoders implements DecoderFactory {
  private static final long serialVersionUID = 1L;

  private final byte[] key;
  private final long maxAheadMillis;

  private KeyedDecoders(byte[] key, long maxAheadMillis) {
    this.key = key;
    this.maxAheadMillis = maxAheadMillis;
  }

  /**
   * The decoders of a configuration.
   *
   * @throws OptionException where the key cannot be had from where it is said to be
   */
  public static KeyedDecoders of(JobConfig config) {
    return new KeyedDecoders(
        HashKey.find(config.find(JobOptions.HASH_KEY_FILE), System.getenv()),
        config.get(JobOptions.MAX_AHEAD).toMillis());
  }

  @Override
  public EventDecoder create() {
    return new EventDecoder(new UserHasher(key), maxAheadMillis);
  }
}
