package io.livegauge.job.ingest;

import io.livegauge.event.UserHasher;
import io.livegauge.job.config.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret key of the user hashes: from a mounted file, else from the environment, else random.
 * It is never an option's value, where process lists would show it, and never logged.
 */
public final class HashKey {
  /** The environment variable that may hold it. */
  public static final String VARIABLE = "LIVEGAUGE_HASH_KEY";

  private static final Logger LOG = LoggerFactory.getLogger(HashKey.class);
  private static final String ALLOWED =
      2 * UserHasher.KEY_LENGTH + " hexadecimal digits, such as 'openssl rand -hex 16' prints";

  private HashKey() {}

  /**
   * Finds the key.
   *
   * @param file the file that holds it, or null
   * @param environment where {@link #VARIABLE} is looked up
   * @throws OptionException where the file cannot be read or there is no key in it
   */
  public static byte[] find(String file, Map<String, String> environment) {
    if (file != null) {
      try {
        return parse("--hash-key-file", file, Files.readString(Path.of(file)));
      } catch (IOException | InvalidPathException e) {
        throw new OptionException("--hash-key-file", file, "a readable file with " + ALLOWED);
      }
    }
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return parse(VARIABLE, "(not shown)", variable);
    }
    LOG.info("no user hash key given: a random one is used, and users are others after a restart");
    byte[] key = new byte[UserHasher.KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /**
   * Makes sure that a key is given: a job that will be restored from its state knows its users by
   * the hashes in it, and with a random key each would be another after that.
   *
   * @throws OptionException where there is none
   */
  public static void require(String file, Map<String, String> environment) {
    String variable = environment.get(VARIABLE);
    if (file == null && (variable == null || variable.isBlank())) {
      throw new OptionException(
          "option --hash-key-file: missing, and so is "
              + VARIABLE
              + " in the environment; a job on a cluster needs one of them, with "
              + ALLOWED);
    }
  }

  private static byte[] parse(String option, String shown, String text) {
    try {
      byte[] key = HexFormat.of().parseHex(text.strip());
      if (key.length == UserHasher.KEY_LENGTH) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Said below: what is in it is a secret, so the cause is not passed on.
    }
    throw new OptionException(option, shown, ALLOWED);
  }
}
