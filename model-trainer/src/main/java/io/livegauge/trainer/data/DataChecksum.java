package io.livegauge.trainer.data;

import io.livegauge.trainer.io.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * One checksum for many files, by their content alone: names and places do not matter. It is the
 * SHA-256 of the files' own SHA-256s in hexadecimal digits, sorted, one a line.
 */
public final class DataChecksum {
  private DataChecksum() {}

  /** SHA-256 of one file, in hexadecimal digits. */
  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The same of a file that a user gave. */
  public static String ofInput(Path file) throws InputException {
    try {
      return of(file);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e, e);
    }
  }

  /** The one checksum for the checksums of all files. */
  static String of(List<String> checksums) {
    List<String> all = new ArrayList<>(checksums);
    Collections.sort(all);
    MessageDigest digest = sha256();
    for (String checksum : all) {
      digest.update((checksum + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
