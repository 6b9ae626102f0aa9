package io.livegauge.local.cluster;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What every process of a cluster begins with: it says itself who it is, and makes sure that it is
 * the only one of its name. So nobody who started it and was killed has left one that is not known.
 */
public final class MemberMain {
  private static final int IS_THERE = 3;

  private MemberMain() {}

  /**
   * Marks this process, and runs what it is for.
   *
   * @param arguments the file for its {@link ProcessMark}, the class to run and that one's
   *     arguments
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    FileLock lock = lock(file);
    if (lock == null) {
      System.err.println("another process has " + file + ": this one ends");
      System.exit(IS_THERE);
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, ProcessMark.own().toText());
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try {
      Class.forName(arguments[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    } finally {
      // The system lets go of it when the process ends, however it does.
      Reference.reachabilityFence(lock);
    }
  }

  private static FileLock lock(Path file) throws IOException {
    return FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)
        .tryLock();
  }
}
