package io.livegauge.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command in a JVM of its own, beside this one and out of its way: the same Java and class path,
 * little memory, one processor, and less of it than others get, where the system has {@code nice}.
 */
public final class ChildJvm {
  private static final List<String> LIMITS =
      List.of(
          "-Xmx256m",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:MaxMetaspaceSize=160m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ActiveProcessorCount=1",
          "-Dorg.bytedeco.javacpp.maxbytes=128m",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
          "-Djava.awt.headless=true");
  private static final Path NICE = Path.of("/usr/bin/nice");

  private ChildJvm() {}

  /**
   * Starts it.
   *
   * @param arguments of the command line
   * @param errors file for what goes to its error stream
   */
  public static Process start(List<String> arguments, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // What Flink's file systems want to reach, and where logs go; not the memory of this JVM.
      if (argument.startsWith("--add-opens") || argument.startsWith("-Dlivegauge.logs=")) {
        command.add(argument);
      }
    }
    command.addAll(LIMITS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }
}
