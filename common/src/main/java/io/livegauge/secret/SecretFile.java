package io.livegauge.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Looks at how a file with a secret lies there. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * What is unwise about a file's rights.
   *
   * @return a sentence; empty where nothing is, and where the file system has no such rights
   */
  public static Optional<String> exposure(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        return Optional.of(
            file + " can be read by everybody on this machine; 'chmod o-r' takes that right away");
      }
    } catch (IOException | UnsupportedOperationException e) {
      // Whoever reads the file says what is wrong with it.
    }
    return Optional.empty();
  }
}
