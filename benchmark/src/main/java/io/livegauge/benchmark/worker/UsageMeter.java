package io.livegauge.benchmark.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures what happens in this JVM between its start and its end. One at a time. */
final class UsageMeter implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final double NANOS = 1e9;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final AllocationMeter allocation = new AllocationMeter();
  private long startNanos;
  private long startCpuNanos;

  /** Starts after a full collection, so that no run pays for the garbage of the one before. */
  void start() throws InterruptedException {
    allocation.start();
    resetPeak();
    startCpuNanos = system.getProcessCpuTime();
    startNanos = System.nanoTime();
  }

  /** What happened since the start. */
  Usage stop() throws InterruptedException {
    double wall = (System.nanoTime() - startNanos) / NANOS;
    double cpu = (system.getProcessCpuTime() - startCpuNanos) / NANOS;
    long peak = peak();
    return new Usage(wall, cpu, allocation.stop(), peak);
  }

  @Override
  public void close() {
    allocation.close();
  }

  private static void resetPeak() {
    try {
      Files.writeString(CLEAR_REFS, RESET_PEAK);
    } catch (IOException e) {
      // No Linux, or not allowed: the peak is that of the process' life then.
    }
  }

  private static long peak() {
    try {
      List<String> lines = Files.readAllLines(STATUS, StandardCharsets.US_ASCII);
      for (String line : lines) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
