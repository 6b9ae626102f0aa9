package io.livegauge.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What tells a process from every other, an earlier or later one with the same number included.
 *
 * @param pid its number
 * @param started when it started. On Linux by the kernel's own count since boot, and the boot: it
 *     does not change when somebody sets the clock.
 */
record ProcessMark(long pid, String started) {
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

  /** In {@code /proc/PID/stat}, counted behind the name, which may hold anything. */
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  /** This process. */
  static ProcessMark own() {
    return of(ProcessHandle.current().pid())
        .orElseThrow(() -> new IllegalStateException("This process is not to be found"));
  }

  /** A process that runs now; none where there is none with that number, or it has ended. */
  static Optional<ProcessMark> of(long pid) {
    return Files.isReadable(BOOT) ? ofProc(pid) : ofHandle(pid);
  }

  private static Optional<ProcessMark> ofProc(long pid) {
    try {
      // A name need not be text.
      String stat =
          Files.readString(
              PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      List<String> fields =
          List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1));
      if (fields.get(STATE_FIELD).equals("Z")) {
        return Optional.empty(); // it has ended, and its parent has not looked yet
      }
      return Optional.of(
          new ProcessMark(pid, fields.get(START_FIELD) + "@" + Files.readString(BOOT).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessMark> ofHandle(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().startInstant())
        .map(instant -> new ProcessMark(pid, instant.toString()));
  }

  /** Whether this very process still runs. */
  boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** As one line. */
  String toText() {
    return pid + " " + started + "\n";
  }

  /** Reads a line of {@link #toText}; none where it is no such line. */
  static Optional<ProcessMark> parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    try {
      return parts.length == 2
          ? Optional.of(new ProcessMark(Long.parseLong(parts[0]), parts[1]))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
