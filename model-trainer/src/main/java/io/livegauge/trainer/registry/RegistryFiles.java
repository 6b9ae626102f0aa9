package io.livegauge.trainer.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a registry keeps its files. Nobody ever sees half of a file, whatever is killed when.
 *
 * <p>Names are relative to the place, with a slash between directory and file; directories are made
 * where they are missing. Safe for several threads and, as far as an implementation says so, for
 * several processes.
 */
public interface RegistryFiles {
  /** The place as people name it. */
  String location();

  /** A whole file, or nothing where there is none. */
  Optional<byte[]> read(String name) throws IOException;

  /** The names of a directory's files without it, sorted; none where it is not there. */
  List<String> list(String directory) throws IOException;

  /** Writes a file, in place of one that may be there. */
  void write(String name, byte[] bytes) throws IOException;

  /**
   * Writes a file that is not there yet.
   *
   * @return whether it was written; if not, it is there already, and stays as it was
   */
  boolean create(String name, byte[] bytes) throws IOException;

  /** Deletes what writers that were killed left half done, where it is older. */
  void deleteLeftovers(Instant before) throws IOException;
}
