package io.livegauge.local.cluster;

import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The processes of a cluster: starts them, finds them again and ends them. */
final class Members {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration FORCED = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 8;

  /** So that Ctrl-C and the end of a terminal reach the command alone, not the cluster. */
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  /** Packages that Flink reaches into on Java 17: its own list, as far as it is about java.base. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  private final ClusterDirectory directory;
  private final Settings settings;
  private final FlinkSettings flink;

  Members(ClusterDirectory directory, Settings settings) {
    this.directory = directory;
    this.settings = settings;
    this.flink = new FlinkSettings(directory, settings);
  }

  /** All that the cluster consists of. */
  List<Member> all() {
    return Member.of(settings);
  }

  /** The process of a member; none where it does not run. */
  Optional<ProcessMark> find(Member member) {
    try {
      return ProcessMark.parse(Files.readString(markOf(member))).filter(ProcessMark::isAlive);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + markOf(member), e);
    }
  }

  /** Where a member's output goes. */
  Path logOf(Member member) {
    return directory.in("logs", member.name() + ".log");
  }

  private Path markOf(Member member) {
    return directory.in("run", member.name() + ".pid");
  }

  /**
   * Starts a member that does not run, and returns when it is known by its mark.
   *
   * @throws IllegalStateException where it ends instead, with the end of its log
   */
  ProcessMark start(Member member) throws IOException, InterruptedException {
    Files.createDirectories(directory.in("run"));
    Files.createDirectories(directory.in("logs"));
    Path temporary = directory.in("tmp", member.name());
    if (Files.exists(temporary)) {
      DirectoryTree.delete(temporary);
    }
    Files.createDirectories(temporary);
    ProcessBuilder builder =
        new ProcessBuilder(command(member, temporary))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logOf(member).toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .directory(directory.root().toFile());
    // RocksDB and the network allocate natively from many threads.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      Optional<ProcessMark> found = find(member);
      if (found.isPresent()) {
        return found.get();
      }
      if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        // One that was started before, by a command that was killed, may have been first.
        return find(member).orElseThrow(() -> ended(member));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            member.name() + " did not start within " + START.toSeconds() + " s");
      }
    }
  }

  /** Says that a member is over, and what it said last. */
  IllegalStateException ended(Member member) {
    return new IllegalStateException(
        member.name() + " has ended; the end of " + logOf(member) + ":\n" + endOfLog(member));
  }

  private String endOfLog(Member member) {
    try {
      List<String> lines = Files.readString(logOf(member), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e.getMessage() + ")";
    }
  }

  /**
   * Ends a member: kindly first, and by force after that time.
   *
   * @return whether it ran
   */
  boolean stop(Member member, Duration patience) throws InterruptedException {
    Optional<ProcessMark> found = find(member);
    if (found.isEmpty()) {
      return false;
    }
    handle(found.get()).ifPresent(ProcessHandle::destroy);
    if (!awaitEnd(found.get(), patience)) {
      kill(found.get());
    }
    return true;
  }

  /** Ends a process at once. */
  void kill(ProcessMark mark) throws InterruptedException {
    handle(mark).ifPresent(ProcessHandle::destroyForcibly);
    if (!awaitEnd(mark, FORCED)) {
      throw new IllegalStateException("Process " + mark.pid() + " does not end");
    }
  }

  private static Optional<ProcessHandle> handle(ProcessMark mark) {
    // The handle first: it knows if the number went to another process after that.
    Optional<ProcessHandle> handle = ProcessHandle.of(mark.pid());
    return mark.isAlive() ? handle : Optional.empty();
  }

  private static boolean awaitEnd(ProcessMark mark, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (mark.isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
    return true;
  }

  private List<String> command(Member member, Path temporary) {
    List<String> command = new ArrayList<>();
    SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(p -> command.add(p.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    boolean isFlink =
        member.role() == Member.Role.JOBMANAGER || member.role() == Member.Role.TASKMANAGER;
    command.addAll(
        switch (member.role()) {
          case ZOOKEEPER -> List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
          case BROKER -> List.of("-Xmx320m", "-XX:MaxDirectMemorySize=128m", "-XX:+UseG1GC");
          case JOBMANAGER, TASKMANAGER -> flink.jvmOptions(member);
        });
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + temporary,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + (isFlink ? "info" : "warn"),
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn",
            // Flink's Kafka source has two clients whose metrics have the same names.
            "-Dorg.slf4j.simpleLogger.log.org.apache.flink.metrics.MetricGroup=error"));
    command.add("-cp");
    command.add(
        member.role() == Member.Role.BROKER
            ? System.getProperty("java.class.path")
            : FlinkClassPath.find());
    command.add(MemberMain.class.getName());
    command.add(markOf(member).toString());
    command.addAll(
        switch (member.role()) {
          case ZOOKEEPER ->
              List.of(
                  "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                  "--zkConfigFile",
                  flink.zooKeeperFile().toString(),
                  "--peerId",
                  "1");
          case BROKER ->
              List.of(
                  BrokerMain.class.getName(),
                  directory.in("kafka").toString(),
                  Integer.toString(settings.port(Member.BROKER)),
                  Integer.toString(settings.port(Member.CONTROLLER)));
          case JOBMANAGER ->
              List.of("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
          case TASKMANAGER -> List.of("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        });
    if (isFlink) {
      command.addAll(flink.arguments(member));
    }
    return command;
  }
}
