package io.livegauge.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where {@code ./livegauge} enters Java. */
public final class Main {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int KEPT_LOGS = 20;

  private Main() {}

  public static void main(String[] arguments) {
    String logFile = logToFile(arguments.length == 0 ? "help" : arguments[0]);
    int status =
        CommandLines.of(writer(FileDescriptor.out), writer(FileDescriptor.err), logFile)
            .execute(arguments);
    System.exit(status);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), Terminal.charset()), false);
  }

  /**
   * Sends the log of this process to a file, so that it never mixes with what a command prints.
   * Must come before anything asks for a logger.
   *
   * @return the file, or null where none can be written and the log goes to the error stream
   */
  private static String logToFile(String command) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSZ");
    Path directory = Path.of(System.getProperty("livegauge.logs", ".livegauge/logs"));
    if (command.startsWith("-") || command.equals("help")) {
      return null;
    }
    try {
      Files.createDirectories(directory);
      deleteOldest(directory);
      String name =
          command.replaceAll("[^a-z]", "")
              + "-"
              + STAMP.format(Clock.systemUTC().instant())
              + "-"
              + ProcessHandle.current().pid()
              + ".log";
      String file = directory.resolve(name).toString();
      System.setProperty("org.slf4j.simpleLogger.logFile", file);
      return file;
    } catch (IOException e) {
      return null;
    }
  }

  private static void deleteOldest(Path directory) throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.list(directory)) {
      logs =
          files
              .filter(file -> file.getFileName().toString().endsWith(".log"))
              .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()))
              .toList();
    }
    for (Path log : logs.subList(0, Math.max(0, logs.size() - KEPT_LOGS + 1))) {
      Files.deleteIfExists(log);
    }
  }
}
