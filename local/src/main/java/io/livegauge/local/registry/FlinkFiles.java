package io.livegauge.local.registry;

import io.livegauge.trainer.registry.RegistryFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * A registry's files in a file system of Flink's: HDFS, object stores, and others by plugin.
 *
 * <p>Files are written aside and renamed when they are whole. Flink's interface has nothing that
 * creates a file only where none is, in one step, on every file system: {@code NO_OVERWRITE} looks
 * and then creates on object stores, and lets others see half a file elsewhere; {@code rename}
 * refuses an existing target on HDFS, in one step, but replaces it locally. So this looks, renames,
 * and looks again whether what is there now is its own. On HDFS that is safe for publishers at
 * once; on object stores two of them at the very same moment can still both believe that a version
 * is theirs. There, let one process publish at a time.
 */
public final class FlinkFiles implements RegistryFiles {
  private static final String TEMPORARIES = "tmp";

  private final FileSystem files;
  private final Path root;

  /** The files below a directory of a file system. */
  public FlinkFiles(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    Path file = new Path(root, name);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus file : status(new Path(root, directory))) {
      names.add(file.getPath().getName());
    }
    Collections.sort(names);
    return names;
  }

  private List<FileStatus> status(Path directory) throws IOException {
    FileStatus[] all;
    try {
      all = files.listStatus(directory);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return all == null ? List.of() : Arrays.stream(all).filter(file -> !file.isDir()).toList();
  }

  /** Where a file system does not replace by renaming, there is none for a moment. */
  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Path target = new Path(root, name);
    Path temporary = writeAside(bytes);
    try {
      if (!replaces(temporary, target)) {
        delete(target);
        if (!rename(temporary, target)) {
          throw new IOException("cannot put " + target + " in its place");
        }
      }
    } finally {
      discard(temporary);
    }
  }

  @Override
  public boolean create(String name, byte[] bytes) throws IOException {
    Path target = new Path(root, name);
    if (files.exists(target)) {
      return false;
    }
    Path temporary = writeAside(bytes);
    try {
      boolean isRenamed;
      try {
        isRenamed = rename(temporary, target);
      } catch (IOException e) {
        // Others may have been faster; or it was copied, and only what followed has failed.
        if (!files.exists(target)) {
          throw e;
        }
        isRenamed = true;
      }
      Optional<byte[]> there = read(name);
      if (there.isEmpty()) {
        throw new IOException("cannot put " + target + " in its place");
      }
      return isRenamed && Arrays.equals(there.get(), bytes);
    } finally {
      discard(temporary);
    }
  }

  /** Whether it was renamed onto what was there, if anything was. */
  private boolean replaces(Path from, Path to) throws IOException {
    try {
      return rename(from, to);
    } catch (IOException e) {
      if (files.exists(from) && files.exists(to)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether it was renamed; some file systems say no, others fail, where the target is there. */
  private boolean rename(Path from, Path to) throws IOException {
    files.mkdirs(to.getParent());
    return files.rename(from, to);
  }

  @Override
  public void deleteLeftovers(Instant before) throws IOException {
    for (FileStatus file : status(new Path(root, TEMPORARIES))) {
      if (file.getModificationTime() < before.toEpochMilli()) {
        delete(file.getPath());
      }
    }
  }

  private Path writeAside(byte[] bytes) throws IOException {
    Path directory = new Path(root, TEMPORARIES);
    files.mkdirs(directory);
    Path file = new Path(directory, UUID.randomUUID() + ".tmp");
    // What is closed is whole and there to stay: that much every file system of Flink's promises.
    try (FSDataOutputStream out = files.create(file, WriteMode.NO_OVERWRITE)) {
      out.write(bytes);
    }
    return file;
  }

  private void delete(Path file) throws IOException {
    if (files.exists(file)) {
      files.delete(file, false);
    }
  }

  /** What stays is deleted some day. */
  private void discard(Path temporary) {
    try {
      delete(temporary);
    } catch (IOException e) {
      // That it is in nobody's way is all that matters.
    }
  }
}
