package io.livegauge.trainer.registry;

import io.livegauge.trainer.io.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A registry's files in a directory of this machine, or one that is mounted on it. Any number of
 * processes may use it at once.
 *
 * <p>Files are written aside, forced to the disk, and then take their place: by a hard link where
 * no other may be there, since only a link fails then without a moment between looking and doing.
 * File systems that know no hard links get the same by a lock, which ends with the process that
 * holds it.
 */
public final class DirectoryFiles implements RegistryFiles {
  private static final String TEMPORARIES = "tmp";
  private static final String LOCK = ".lock";
  private static final long LOCK_POLL_NANOS = 1_000_000;

  private final Path root;
  private final boolean triesLinks;

  /** The files below a directory, which is made with the first of them. */
  public DirectoryFiles(Path root) {
    this(root, true);
  }

  /**
   * The same.
   *
   * @param triesLinks whether to try hard links at all
   */
  DirectoryFiles(Path root, boolean triesLinks) {
    this.root = root.toAbsolutePath().normalize();
    this.triesLinks = triesLinks;
  }

  /**
   * A directory by its name, for who knows no other file systems: a {@link RegistryOpener}.
   *
   * @throws RegistryException where it is a URI, or where a file is
   */
  public static RegistryFiles open(String location) throws RegistryException {
    Path root;
    try {
      root = Path.of(location);
    } catch (InvalidPathException e) {
      throw new RegistryException("'" + location + "' is not allowed; allowed is a directory", e);
    }
    if (location.isBlank() || location.contains("://")) {
      throw new RegistryException("'" + location + "' is not allowed; allowed is a directory");
    }
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new RegistryException("'" + location + "' is a file; allowed is a directory");
    }
    return new DirectoryFiles(root);
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // Unlike those above it names no file, as where a directory is.
      throw new IOException(root.resolve(name) + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    try {
      replace(name, bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void replace(String name, byte[] bytes) throws IOException {
    Path target = root.resolve(name);
    Path temporary = writeAside(bytes);
    try {
      Files.createDirectories(target.getParent());
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceDirectory(target.getParent());
    } finally {
      discard(temporary);
    }
  }

  @Override
  public boolean create(String name, byte[] bytes) throws IOException {
    Path target = root.resolve(name);
    if (Files.exists(target)) {
      return false;
    }
    try {
      return createNew(target, bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private RegistryException unwritable(IOException e) {
    return new RegistryException(root + " cannot be written to: " + FileErrors.reason(e), e);
  }

  private boolean createNew(Path target, byte[] bytes) throws IOException {
    Path temporary = writeAside(bytes);
    try {
      Files.createDirectories(target.getParent());
      boolean isCreated = triesLinks ? link(temporary, target) : moveLocked(temporary, target);
      if (isCreated) {
        forceDirectory(target.getParent());
      }
      return isCreated;
    } finally {
      discard(temporary);
    }
  }

  private boolean link(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      // A network file system may tell of a link, made at the first try, that it was there before.
      return Files.isSameFile(target, temporary);
    } catch (UnsupportedOperationException e) {
      return moveLocked(temporary, target);
    } catch (FileSystemException e) {
      if (linksAnythingTo(temporary)) {
        throw e;
      }
      return moveLocked(temporary, target);
    }
  }

  /** Whether links are possible at all: a name that is free can only fail where they are not. */
  private static boolean linksAnythingTo(Path temporary) {
    Path link = temporary.resolveSibling(UUID.randomUUID() + ".tmp");
    try {
      Files.createLink(link, temporary);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      discard(link);
    }
  }

  private boolean moveLocked(Path temporary, Path target) throws IOException {
    try (FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      if (Files.exists(target)) {
        return false;
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  /** Waits for other processes, and for other threads of this one, which the platform refuses. */
  private static void lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        channel.lock();
        return;
      } catch (OverlappingFileLockException e) {
        LockSupport.parkNanos(LOCK_POLL_NANOS);
      }
    }
  }

  @Override
  public void deleteLeftovers(Instant before) throws IOException {
    for (String name : list(TEMPORARIES)) {
      Path file = root.resolve(TEMPORARIES).resolve(name);
      try {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      } catch (NoSuchFileException e) {
        // Its writer is done with it.
      }
    }
  }

  private Path writeAside(byte[] bytes) throws IOException {
    Path directory = Files.createDirectories(root.resolve(TEMPORARIES));
    Path file = directory.resolve(UUID.randomUUID() + ".tmp");
    boolean isWhole = false;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      isWhole = true;
      return file;
    } finally {
      if (!isWhole) {
        discard(file);
      }
    }
  }

  /** What stays is deleted some day. */
  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // That it is in nobody's way is all that matters.
    }
  }

  /** So that a name survives a power cut too; not every platform opens directories. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file is whole all the same.
    }
  }
}
