package io.livegauge.job.ingest;

import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import io.livegauge.secret.SecretFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final String OPTION = "--" + JobOptions.HASH_KEY_FILE.name();
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]*");
  private static final String ALLOWED =
      2 * UserHasher.KEY_LENGTH + " hexadecimal digits, such as 'openssl rand -hex 16' prints";

  /** What is hashed for a fingerprint is nothing that is hashed for anything else. */
  private static final byte[] FINGERPRINT =
      "livegauge user hash key ".getBytes(StandardCharsets.UTF_8);

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
        return parse("option " + OPTION + ": '" + file + "'", Files.readString(Path.of(file)));
      } catch (IOException | InvalidPathException e) {
        throw new OptionException(OPTION, shown(file), "a readable file with " + ALLOWED);
      }
    }
    if (isGiven(null, environment)) {
      return parse(VARIABLE + " in the environment", environment.get(VARIABLE));
    }
    LOG.info("no user hash key given: a random one is used, and users are others after a restart");
    byte[] key = new byte[UserHasher.KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** Whether there is a key that is not random. */
  public static boolean isGiven(String file, Map<String, String> environment) {
    String variable = environment.get(VARIABLE);
    return file != null || (variable != null && !variable.isBlank());
  }

  /**
   * Makes sure that a key is given. A job that is restored from its state knows its users by the
   * hashes in it, and with a random key each would be another after that.
   *
   * @throws OptionException where there is none
   */
  public static void require(String file, Map<String, String> environment) {
    if (!isGiven(file, environment)) {
      throw new OptionException(
          "option "
              + OPTION
              + ": missing, and so is "
              + VARIABLE
              + " in the environment; a live job needs one of them, with "
              + ALLOWED);
    }
  }

  /** What is unwise about a key's file, for people; empty where nothing is, or there is none. */
  public static Optional<String> warning(String file) {
    return file == null
        ? Optional.empty()
        : SecretFile.exposure(Path.of(file)).map(sentence -> "option " + OPTION + ": " + sentence);
  }

  /** Tells keys apart and says nothing of a key: the first 64 bits of a SHA-256. */
  static long fingerprint(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(FINGERPRINT);
      return ByteBuffer.wrap(digest.digest(key)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Somebody may give the key itself instead of its file. */
  private static String shown(String file) {
    return file.length() > UserHasher.KEY_LENGTH && HEXADECIMAL.matcher(file).matches()
        ? "(not shown, it looks like a key itself)"
        : file;
  }

  /** What is in it is a secret: neither it nor a cause that could quote it is passed on. */
  private static byte[] parse(String place, String text) {
    String digits = text.strip();
    String wrong;
    if (digits.isEmpty()) {
      wrong = "it is empty";
    } else if (!HEXADECIMAL.matcher(digits).matches()) {
      wrong = "it holds other characters than hexadecimal digits";
    } else if (digits.length() != 2 * UserHasher.KEY_LENGTH) {
      wrong = "it holds " + digits.length() + " digits";
    } else {
      return HexFormat.of().parseHex(digits);
    }
    throw new OptionException(place + " is no key: " + wrong + "; allowed is " + ALLOWED);
  }
}
