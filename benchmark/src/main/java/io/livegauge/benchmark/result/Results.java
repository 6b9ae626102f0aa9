package io.livegauge.benchmark.result;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Results as files: JSON in UTF-8, fields in the order of {@link Result}. */
public final class Results {
  /**
   * Where results, logs and passing data lie unless a user says otherwise: {@code bench} beside the
   * folder of the other commands' logs, which the launcher names.
   */
  public static final Path FOLDER =
      Path.of(System.getProperty("livegauge.logs", ".livegauge/logs")).resolveSibling("bench");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Results() {}

  /**
   * Writes one, in place of what was there; nobody ever sees half of it.
   *
   * @throws IOException where it cannot be written
   */
  public static void write(Path file, Result result) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path half = folder.resolve(file.getFileName() + ".part");
    try {
      Files.write(half, JSON.writeValueAsBytes(result));
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  /**
   * The command line that repeats a command.
   *
   * @param name of the command
   * @param arguments as they were given, with its name before them or without
   */
  public static String command(String name, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("./livegauge", "bench", name));
    boolean isNamed = !arguments.isEmpty() && arguments.get(0).equals(name);
    words.addAll(isNamed ? arguments.subList(1, arguments.size()) : arguments);
    return String.join(" ", words);
  }

  /**
   * Reads one.
   *
   * @throws IOException where it cannot be read, or is no result
   */
  public static Result read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), Result.class);
  }
}
