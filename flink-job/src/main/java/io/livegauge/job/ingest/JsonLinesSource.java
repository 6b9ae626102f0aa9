package io.livegauge.job.ingest;

import io.livegauge.event.Decoded;
import io.livegauge.event.PackedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Recorded streams as a bounded source: files of JSON Lines, or directories of them, {@code .gz}
 * unpacked. Of a directory all files named {@code *.jsonl}, {@code *.ndjson} or {@code *.json},
 * with or without {@code .gz}, are read, in all its directories, in the order of their paths; names
 * that begin with a dot or an underscore are passed over. A file that is named itself is read
 * whatever its name is. One file is one split.
 *
 * <p>Files are read in any order and nothing in them is late: there are no watermarks until the
 * end.
 */
public final class JsonLinesSource {
  private static final Pattern NAME = Pattern.compile(".*\\.(jsonl|ndjson|json)(\\.gz)?");

  private JsonLinesSource() {}

  /**
   * The source over those files and directories.
   *
   * @throws IllegalArgumentException where a path does not exist or holds no such file; the message
   *     names it
   */
  public static FileSource<Decoded> of(DecoderFactory decoders, List<String> paths) {
    Path[] inputs = paths.stream().map(Path::new).toArray(Path[]::new);
    for (Path input : inputs) {
      requireFiles(input);
    }
    return FileSource.forBulkFileFormat(new JsonLinesFormat(decoders), inputs)
        .setFileEnumerator(Files::new)
        .setSplitAssigner(SimpleSplitAssigner::new)
        .build();
  }

  /** Event times as timestamps and no watermarks; what goes with {@link #of}. */
  public static WatermarkStrategy<Decoded> timestamps() {
    return WatermarkStrategy.<Decoded>noWatermarks()
        .withTimestampAssigner((decoded, given) -> timestamp(decoded));
  }

  private static long timestamp(Decoded decoded) {
    if (decoded instanceof PackedEvent event) {
      return event.eventTime();
    }
    return ((Decoded.Rejected) decoded).timestamp();
  }

  /**
   * Looks whether there is anything to read, without reading it.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static void requireFiles(String input) {
    requireFiles(new Path(input));
  }

  private static void requireFiles(Path input) {
    try {
      FileSystem files = input.getFileSystem();
      if (!files.exists(input)) {
        throw new IllegalArgumentException("Input " + input + " does not exist");
      }
      if (find(files, files.getFileStatus(input), true).isEmpty()) {
        throw new IllegalArgumentException(
            "Input "
                + input
                + " holds no file named *.jsonl, *.ndjson or *.json (with or without .gz)");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Input " + input + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<FileStatus> find(FileSystem files, FileStatus status, boolean named)
      throws IOException {
    String name = status.getPath().getName();
    if (!named && (name.startsWith(".") || name.startsWith("_"))) {
      return List.of();
    }
    if (!status.isDir()) {
      return named || NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
          ? List.of(status)
          : List.of();
    }
    FileStatus[] children = files.listStatus(status.getPath());
    List<FileStatus> found = new ArrayList<>();
    if (children != null) {
      Arrays.sort(children, Comparator.comparing(child -> child.getPath().toString()));
      for (FileStatus child : children) {
        found.addAll(find(files, child, false));
      }
    }
    return found;
  }

  /** Lists the files, each as one split. */
  static final class Files implements FileEnumerator {
    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits)
        throws IOException {
      List<FileSourceSplit> splits = new ArrayList<>();
      for (Path path : paths) {
        FileSystem files = path.getFileSystem();
        for (FileStatus file : find(files, files.getFileStatus(path), true)) {
          splits.add(
              new FileSourceSplit(
                  String.format(Locale.ROOT, "%08d", splits.size()),
                  file.getPath(),
                  0,
                  file.getLen(),
                  file.getModificationTime(),
                  file.getLen()));
        }
      }
      return splits;
    }
  }
}
