package io.livegauge.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the terminal that the output goes to. */
public final class Terminal {
  /** Lines and columns. */
  public record Size(int lines, int columns) {
    /** What a terminal has that does not say. */
    public static final Size DEFAULT = new Size(24, 80);
  }

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
  private static final long ANSWER_MILLIS = 500;

  private Terminal() {}

  /** Whether the output is a terminal that can move its cursor. The start script says so. */
  public static boolean isThere() {
    return Boolean.getBoolean("livegauge.terminal");
  }

  /** The character set of the user's locale. */
  public static Charset charset() {
    String name = System.getProperty("native.encoding", "US-ASCII");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  /** The size at this moment; asks the terminal itself, since users change it. */
  public static Size size() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size </dev/tty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(ANSWER_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return Size.DEFAULT;
      }
      try (InputStream out = stty.getInputStream()) {
        return parse(new String(out.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return Size.DEFAULT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Size.DEFAULT;
    }
  }

  static Size parse(String answer) {
    Matcher matcher = SIZE.matcher(answer);
    if (!matcher.matches()) {
      return Size.DEFAULT;
    }
    int lines = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    // A pseudo terminal that nobody gave a size has none of either.
    return lines == 0 || columns == 0 ? Size.DEFAULT : new Size(lines, columns);
  }
}
