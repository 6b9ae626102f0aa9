package io.livegauge.local.registry;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files by their whole path. One is there when it is closed. */
final class MemoryFileSystem extends FileSystem {
  private final NavigableMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final boolean renamesInOneStep;

  MemoryFileSystem(boolean renamesInOneStep) {
    this.renamesInOneStep = renamesInOneStep;
  }

  private byte[] bytes(Path path) throws FileNotFoundException {
    byte[] bytes = files.get(path.toString());
    if (bytes == null) {
      throw new FileNotFoundException(path.toString());
    }
    return bytes;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    byte[] bytes = bytes(from);
    if (renamesInOneStep) {
      if (files.putIfAbsent(to.toString(), bytes) != null) {
        return false;
      }
    } else {
      if (files.containsKey(to.toString())) {
        throw new IOException(to + " exists");
      }
      files.put(to.toString(), bytes);
    }
    files.remove(from.toString());
    return true;
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    if (mode == WriteMode.NO_OVERWRITE && files.containsKey(path.toString())) {
      throw new IOException(path + " exists");
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    return new FSDataOutputStream() {
      @Override
      public void write(int b) {
        written.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
      }

      @Override
      public long getPos() {
        return written.size();
      }

      @Override
      public void flush() {}

      @Override
      public void sync() {
        throw new UnsupportedOperationException("an object is there when it is closed");
      }

      @Override
      public void close() {
        files.put(path.toString(), written.toByteArray());
      }
    };
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    byte[] bytes = bytes(path);
    return new FSDataInputStream() {
      private int at;

      @Override
      public void seek(long position) {
        at = (int) position;
      }

      @Override
      public long getPos() {
        return at;
      }

      @Override
      public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, bytes.length - at);
        if (count <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
      }
    };
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return new MemoryFile(path, bytes(path).length);
  }

  @Override
  public FileStatus[] listStatus(Path path) {
    String prefix = path + "/";
    return files.tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .filter(name -> name.indexOf('/', prefix.length()) < 0)
        .map(name -> new MemoryFile(new Path(name), 0))
        .toArray(FileStatus[]::new);
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    return files.remove(path.toString()) != null;
  }

  @Override
  public boolean mkdirs(Path path) {
    return true;
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("memory://bucket/");
  }

  @Override
  public Path getHomeDirectory() {
    return getWorkingDirectory();
  }

  @Override
  public URI getUri() {
    return URI.create("memory://bucket/");
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  private record MemoryFile(Path path, long length) implements FileStatus {
    @Override
    public long getLen() {
      return length;
    }

    @Override
    public long getBlockSize() {
      return length;
    }

    @Override
    public short getReplication() {
      return 1;
    }

    @Override
    public long getModificationTime() {
      return 0;
    }

    @Override
    public long getAccessTime() {
      return 0;
    }

    @Override
    public boolean isDir() {
      return false;
    }

    @Override
    public Path getPath() {
      return path;
    }
  }
}
