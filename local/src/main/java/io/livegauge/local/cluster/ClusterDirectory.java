package io.livegauge.local.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.job.config.OptionException;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory in which a cluster is: what is remembered of it, its processes' marks, their data
 * and logs. One command at a time may change it; the lock goes with its process.
 *
 * <p>Only the owner may look into it: the key of the user hashes lies there.
 */
final class ClusterDirectory implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final String STATE = "cluster.json";
  private static final String LOCK = "lock";

  /** Where secrets of its own lie. */
  static final String SECRETS = "secrets";

  /** What there may be before the first state is written, where the command was killed then. */
  private static final Set<String> BEFORE_STATE = Set.of(LOCK, SECRETS, "." + STATE + ".tmp");

  private final Path root;
  private final FileLock lock;

  private ClusterDirectory(Path root, FileLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** To look only, whoever changes it meanwhile. */
  static ClusterDirectory toRead(Path root) {
    return new ClusterDirectory(root.toAbsolutePath().normalize(), null);
  }

  /**
   * To change it; it is made where it is not there.
   *
   * @throws OptionException where it cannot be made, or holds something else: its rights would be
   *     taken from others, and all of it deleted with the cluster
   * @throws IllegalStateException where another command is about to change it
   */
  static ClusterDirectory toChange(Path given) throws IOException {
    Path root = given.toAbsolutePath().normalize();
    make(root);
    if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(root, OWNER_DIRECTORY);
    }
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by another command of this process.
    }
    if (lock == null) {
      channel.close();
      throw new IllegalStateException(
          "another cluster command is at work in " + root + "; wait until it is done");
    }
    return new ClusterDirectory(root, lock);
  }

  private static void make(Path root) throws IOException {
    boolean isCluster = Files.exists(root.resolve(STATE));
    // Flink escapes some of its own paths twice: what it writes would lie elsewhere.
    if (!isCluster && !root.toUri().getRawPath().equals(root.toUri().getPath())) {
      throw refused(
          root,
          "a directory without spaces, accents and other signs that a URI escapes in its whole"
              + " path");
    }
    try {
      Files.createDirectories(root);
    } catch (FileSystemException e) {
      throw refused(root, "a directory that can be made and written to");
    }
    if (!Files.isWritable(root)) {
      throw refused(root, "a directory that can be written to");
    }
    try (Stream<Path> entries = Files.list(root)) {
      if (!isCluster
          && !entries.allMatch(entry -> BEFORE_STATE.contains(entry.getFileName().toString()))) {
        throw refused(
            root, "the directory of a cluster, an empty one, or one that is not there yet");
      }
    }
  }

  private static OptionException refused(Path root, String allowed) {
    return new OptionException("--" + ClusterOptions.STATE.name(), root.toString(), allowed);
  }

  /** Where it is, absolute. */
  Path root() {
    return root;
  }

  /** A file or directory in it. */
  Path in(String... names) {
    return Path.of(root.toString(), names);
  }

  /** What is remembered; none where no cluster was set up here. */
  Optional<ClusterState> read() throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw refused(root, "a directory");
    }
    try {
      ClusterState state =
          JSON.readValue(
              Files.readString(root.resolve(STATE), StandardCharsets.UTF_8), ClusterState.class);
      if (state == null || state.settings() == null || state.job() == null) {
        throw new IllegalStateException(
            root.resolve(STATE) + " is not what this version writes: no settings or no job in it");
      }
      return Optional.of(state);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          root.resolve(STATE) + " is not what this version writes: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * What is remembered.
   *
   * @throws IllegalStateException where no cluster was set up here, with what to do
   */
  ClusterState require() throws IOException {
    return read()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no cluster in " + root + "; './livegauge cluster up' sets one up"));
  }

  /** Remembers: whoever reads finds all of it or what was there before. */
  void write(ClusterState state) {
    try {
      writeWhole(root.resolve(STATE), JSON.writeValueAsString(state) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + root.resolve(STATE), e);
    }
  }

  /** Writes a file that only the owner may read; it is never seen in part, even after a crash. */
  static void writeWhole(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    boolean isPosix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    if (isPosix) {
      Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER_FILE));
    } else {
      Files.createFile(temporary);
    }
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      var bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Deletes all of it. What is remembered goes last, so that what was interrupted can be done
   * again.
   */
  void delete() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        if (!entry.getFileName().toString().equals(STATE)) {
          DirectoryTree.delete(entry);
        }
      }
    }
    DirectoryTree.delete(root);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.acquiredBy().close();
    }
  }
}
