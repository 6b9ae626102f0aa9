package io.livegauge.job.ingest;

import io.livegauge.event.EventDecoder;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoders with the secret key of the user hashes. A given key does not travel with the job, which
 * a cluster stores and hands around: each process that reads records finds it where the options or
 * its environment say, and a fingerprint tells whether it is the one that the job was started with.
 * A random key is nowhere else, and lives no longer than the run: that one travels.
 */
public final class KeyedDecoders implements DecoderFactory {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KeyedDecoders.class);

  private final String file;

  /** Null where a key is given. */
  private final byte[] random;

  private final long fingerprint;
  private final long maxAheadMillis;

  private KeyedDecoders(String file, byte[] random, long fingerprint, long maxAheadMillis) {
    this.file = file;
    this.random = random;
    this.fingerprint = fingerprint;
    this.maxAheadMillis = maxAheadMillis;
  }

  /**
   * The decoders of a configuration.
   *
   * @throws OptionException where the key cannot be had from where it is said to be
   */
  public static KeyedDecoders of(JobConfig config) {
    return of(config, System.getenv());
  }

  static KeyedDecoders of(JobConfig config, Map<String, String> environment) {
    String file = config.find(JobOptions.HASH_KEY_FILE);
    byte[] key = HashKey.find(file, environment);
    HashKey.warning(file).ifPresent(LOG::warn);
    boolean isGiven = HashKey.isGiven(file, environment);
    long fingerprint = HashKey.fingerprint(key);
    if (isGiven) {
      // Two starts with one state can be compared by it.
      LOG.info("user hash key with the fingerprint {}", HexFormat.of().toHexDigits(fingerprint));
    }
    return new KeyedDecoders(
        file, isGiven ? null : key, fingerprint, config.get(JobOptions.MAX_AHEAD).toMillis());
  }

  @Override
  public EventDecoder create() {
    return create(System.getenv());
  }

  EventDecoder create(Map<String, String> environment) {
    return new EventDecoder(new UserHasher(key(environment)), maxAheadMillis);
  }

  private byte[] key(Map<String, String> environment) {
    if (random != null) {
      return random;
    }
    byte[] key;
    try {
      HashKey.require(file, environment);
      key = HashKey.find(file, environment);
    } catch (OptionException e) {
      throw new IllegalStateException("Records cannot be read in this process: " + e.getMessage());
    }
    if (HashKey.fingerprint(key) != fingerprint) {
      throw new IllegalStateException(
          "The user hash key in "
              + (file == null ? HashKey.VARIABLE : file)
              + " of this process is another one than the job was started with: every process of a"
              + " job needs the same key, and a new key needs a new start of the job");
    }
    return key;
  }
}
