package io.livegauge.benchmark.report;

import io.livegauge.trainer.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a JVM's threads were when they were asked: stacks, merged from their roots on. Callers are
 * above, what they call is below, and the width is the share of the samples.
 */
public final class FlameGraph {
  /** What the markup needs of CSS. */
  static final String STYLE =
      """
      .flame > svg { width: 100%; font: 12px system-ui, sans-serif; }
      .flame svg svg { height: 17px; cursor: pointer; }
      .flame rect { width: 100%; height: 17px; stroke: var(--ground); fill-opacity: .35; }
      .flame text { fill: var(--ink); }
      .flame .own rect { fill: var(--blue); fill-opacity: .5; }
      .flame .engine rect { fill: var(--orange); }
      .flame .library rect { fill: var(--purple); }
      .flame .platform rect { fill: var(--faint); }
      .flame .found rect { fill: var(--green); fill-opacity: .65; }
      .flame input { font: inherit; color: inherit; background: var(--ground); padding: .2rem .5rem;
        border: 1px solid var(--faint); border-radius: 4px; margin-bottom: .5rem; max-width: 100%; }
      .flame { overflow-x: auto; }
      @media screen and (max-width: 36rem) { .flame > svg { width: 60rem; } }
      @media print { .flame input { display: none; } }
      """;

  /** A click makes a frame as wide as the picture, one on the widest goes back; words are found. */
  static final String SCRIPT =
      """
      document.querySelectorAll('.flame').forEach(flame => {
        const frames = [...flame.querySelectorAll('svg svg')];
        const of = (frame, name) => Number(frame.dataset[name]);
        const show = root => {
          const left = of(root, 'x'), share = of(root, 'w');
          frames.forEach(frame => {
            const from = Math.max(left, of(frame, 'x'));
            const to = Math.min(left + share, of(frame, 'x') + of(frame, 'w'));
            frame.style.display = to - from > 1e-9 ? '' : 'none';
            frame.setAttribute('x', (from - left) / share * 100 + '%');
            frame.setAttribute('width', Math.max(0, to - from) / share * 100 + '%');
            frame.style.width = frame.getAttribute('width');
          });
        };
        let shown = frames[0];
        frames.forEach(frame => frame.addEventListener('click', () => {
          shown = frame === shown ? frames[0] : frame;
          show(shown);
        }));
        const input = flame.querySelector('input');
        input.hidden = false;
        input.addEventListener('input', () => {
          const words = input.value.trim().toLowerCase();
          frames.forEach(frame => frame.classList.toggle('found', words === '' ? false
            : frame.querySelector('title').textContent.toLowerCase().includes(words)));
        });
      });
      """;

  /** Frames that are narrower than this share of all samples are left out. */
  private static final double NARROWEST = 0.002;

  private static final int ROW = 18;
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Pattern HIDDEN = Pattern.compile("(\\$\\$Lambda)[$/].*|/0x[0-9a-f]+");

  private final Frame root = new Frame("all");

  /** An empty one. */
  FlameGraph() {}

  private static final class Frame {
    private final String name;
    private final Map<String, Frame> callees = new TreeMap<>();
    private long samples;

    Frame(String name) {
      this.name = name;
    }

    long own() {
      return samples - callees.values().stream().mapToLong(callee -> callee.samples).sum();
    }
  }

  /**
   * A method and how much of the time it was itself at work.
   *
   * @param method with its class's full name
   * @param share of all samples, 0 to 1
   */
  record Share(String method, double share) {}

  /**
   * Reads the samples of running Java code from a recording of the JDK's Flight Recorder.
   *
   * @throws IOException where the file is no recording
   */
  public static FlameGraph of(Path recording) throws IOException {
    FlameGraph graph = new FlameGraph();
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          List<String> stack = new ArrayList<>();
          for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            RecordedMethod method = frame.getMethod();
            stack.add(
                HIDDEN.matcher(method.getType().getName()).replaceAll("$1")
                    + "."
                    + method.getName());
          }
          Collections.reverse(stack);
          graph.add(stack);
        }
      }
    }
    return graph;
  }

  /** A further sample: methods with their classes' full names, callers first. */
  void add(List<String> stack) {
    Frame frame = root;
    frame.samples++;
    for (String method : stack) {
      frame = frame.callees.computeIfAbsent(method, Frame::new);
      frame.samples++;
    }
  }

  /** How many samples there are. */
  public long samples() {
    return root.samples;
  }

  /** The methods that were at work most, themselves and not what they call. */
  List<Share> busiest(int count) {
    Map<String, Long> own = new HashMap<>();
    collect(root, own);
    return own.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(count)
        .map(entry -> new Share(entry.getKey(), (double) entry.getValue() / root.samples))
        .toList();
  }

  private static void collect(Frame frame, Map<String, Long> own) {
    for (Frame callee : frame.callees.values()) {
      if (callee.own() > 0) {
        own.merge(callee.name, callee.own(), Long::sum);
      }
      collect(callee, own);
    }
  }

  /**
   * The picture as markup for a page with {@link #STYLE} and {@link #SCRIPT}; without the script it
   * stands still.
   *
   * @param label what it shows, for who does not see it
   */
  String html(String label) {
    StringBuilder frames = new StringBuilder();
    int depth = draw(root, 0, 0, frames);
    return "<div class=\"flame\"><input type=\"search\" hidden=\"hidden\" placeholder=\"find a method\""
        + " aria-label=\"find a method\"/>\n<svg role=\"img\" aria-label=\""
        + Page.escaped(label)
        + "\" style=\"height: "
        + depth * ROW
        + "px\">\n"
        + frames
        + "</svg></div>\n";
  }

  /** Draws a frame and all below it; the number of rows up to the lowest of them. */
  private int draw(Frame frame, int row, long before, StringBuilder svg) {
    double from = 100.0 * before / root.samples;
    double width = 100.0 * frame.samples / root.samples;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"%s\" height=\"17\" width=\"%4$.3f%%\" x=\"%3$.3f%%\" y=\"%2$d\" data-x=\"%3$.3f\" data-w=\"%4$.3f\""
                + " style=\"width: %4$.3f%%\"><title>%5$s, %6$s %%</title><rect/>",
            kind(frame.name),
            row * ROW,
            from,
            width,
            Page.escaped(frame.name),
            Shown.figure(width)));
    svg.append("<text x=\"3\" y=\"13\">")
        .append(Page.escaped(shortened(frame.name)))
        .append("</text></svg>\n");
    int depth = row + 1;
    long at = before;
    List<Frame> callees = new ArrayList<>(frame.callees.values());
    callees.sort(Comparator.comparingLong((Frame callee) -> callee.samples).reversed());
    for (Frame callee : callees) {
      if (callee.samples >= NARROWEST * root.samples) {
        depth = Math.max(depth, draw(callee, row + 1, at, svg));
      }
      at += callee.samples;
    }
    return depth;
  }

  private static String kind(String method) {
    if (method.startsWith("io.livegauge.")) {
      return "own";
    }
    if (method.startsWith("org.apache.flink.") || method.startsWith("org.apache.kafka.")) {
      return "engine";
    }
    return method.startsWith("java.") || method.startsWith("jdk.") || method.startsWith("sun.")
        ? "platform"
        : "library";
  }

  /** Without the package. */
  private static String shortened(String method) {
    int end = method.lastIndexOf('.');
    return method.substring(method.lastIndexOf('.', end - 1) + 1);
  }
}
