package io.livegauge.benchmark.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child's side of {@link ChildJvm}. It takes the standard output for itself: what others print
 * there goes to the log.
 */
public final class Lines {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream out = System.out;

  public Lines() {
    System.setOut(System.err);
  }

  /** The next line that the owner sends, or null where it wants no more. */
  public <T> T read(Class<T> type) throws IOException {
    String line = in.readLine();
    return line == null ? null : JSON.readValue(line, type);
  }

  /** Answers with a line. */
  public void write(Object message) throws IOException {
    out.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
