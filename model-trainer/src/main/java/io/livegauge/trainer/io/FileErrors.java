package io.livegauge.trainer.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why files cannot be used, in words: the platform's exceptions often hold a path alone. */
public final class FileErrors {
  private FileErrors() {}

  /** The reason, with the file that it is about where that is known, on one line. */
  public static String reason(IOException e) {
    String message = e.getMessage() == null ? "input or output failed" : e.getMessage();
    if (e instanceof FileSystemException failure && failure.getReason() == null) {
      return Console.printable(message + ": " + kind(failure));
    }
    return Console.printable(message);
  }

  private static String kind(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof NotDirectoryException) {
      return "this is no directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of this name";
    }
    return "input or output failed";
  }
}
