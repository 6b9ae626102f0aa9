package io.livegauge.benchmark.latency;

import io.livegauge.benchmark.worker.ChildJvm;
import io.livegauge.benchmark.worker.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An {@link OpenLoad} in a JVM of its own, so that what is measured cannot hold it up. */
final class LoadProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-Xms768m", "-Xmx768m", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");

  private final ChildJvm jvm;
  private final CompletableFuture<LoadOrder.Report> report;

  private LoadProcess(ChildJvm jvm, LoadOrder order) {
    this.jvm = jvm;
    jvm.send(order);
    report = CompletableFuture.supplyAsync(() -> jvm.receive(LoadOrder.Report.class));
  }

  /**
   * Starts one, which begins when the order's schedule does.
   *
   * @param logs the folder for its log, {@code load.log}
   * @throws IOException where no JVM can be started
   */
  static LoadProcess start(LoadOrder order, Path logs) throws IOException {
    return new LoadProcess(
        ChildJvm.start("load", OPTIONS, jar -> false, LoadProcess.class, List.of(), logs), order);
  }

  /** The JVM options that it runs with, for the report. */
  static List<String> options() {
    return OPTIONS;
  }

  /** The load itself. */
  public static void main(String[] arguments) throws IOException {
    Lines lines = new Lines();
    LoadOrder order = lines.read(LoadOrder.class);
    Thread ending = new Thread(() -> endWithOwner(lines), "owner");
    ending.setDaemon(true);
    ending.start();
    lines.write(new OpenLoad(order).run());
  }

  private static void endWithOwner(Lines lines) {
    try {
      lines.read(Object.class); // null: the owner closed the line, or is no more
    } catch (IOException e) {
      // as good as closed
    }
    Runtime.getRuntime().halt(0);
  }

  /** What became of it, once it is over; fails where the process ended before. */
  CompletableFuture<LoadOrder.Report> report() {
    return report;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
