package io.livegauge.benchmark.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A JVM that this one starts and speaks with: a line of JSON each way, over its standard input and
 * output. What it logs goes to a file. It ends when its standard input does, so it never outlives
 * its owner.
 */
public final class ChildJvm implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration END = Duration.ofSeconds(20);
  private static final int SHOWN_LINES = 15;

  private final String name;
  private final Process process;
  private final Writer to;
  private final BufferedReader from;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param name for messages and the log's name
   * @param options of the JVM
   * @param without names of jars that it shall not see, for which this is true
   * @param main the class to start
   * @param arguments of that class
   * @param logs the folder for its log
   * @throws IOException where it cannot be started
   */
  public static ChildJvm start(
      String name,
      List<String> options,
      Predicate<String> without,
      Class<?> main,
      List<String> arguments,
      Path logs)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens")) {
        command.add(argument);
      }
    }
    command.add("-Djava.awt.headless=true");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    // Flink's Kafka source has two clients whose metrics have the same names: hundreds of lines.
    command.add("-Dorg.slf4j.simpleLogger.log.org.apache.flink.metrics.MetricGroup=error");
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ");
    command.addAll(options);
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !without.test(new File(entry).getName()))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(arguments);
    Files.createDirectories(logs);
    Path log = logs.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // RocksDB allocates natively from many threads.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return new ChildJvm(name, builder.start(), log);
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** CPU time that it took so far; zero where the system does not tell. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Sends it a line.
   *
   * @throws IllegalStateException where it has ended, with the end of its log
   */
  public void send(Object message) {
    try {
      to.write(JSON.writeValueAsString(message));
      to.write('\n');
      to.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /**
   * Waits for its next line.
   *
   * @throws IllegalStateException where it ends instead, with the end of its log
   */
  public <T> T receive(Class<T> type) {
    try {
      String line = from.readLine();
      if (line == null) {
        throw ended(null);
      }
      return JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name + " answered what is no " + type.getSimpleName(), e);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /** Ends it: kindly first, and by force where it takes more than 20 s. */
  @Override
  public void close() {
    try {
      to.close();
    } catch (IOException e) {
      process.destroy(); // it has ended, or hears nothing any more
    }
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly();
  }

  private IllegalStateException ended(IOException cause) {
    return new IllegalStateException(
        name + " ended before it answered; the end of " + log + ":\n" + endOfLog(), cause);
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e.getMessage() + ")";
    }
  }
}
