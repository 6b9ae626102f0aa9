package io.livegauge.dashboard.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.MadeUpRooms;
import io.livegauge.dashboard.feed.FeedOptions;
import io.livegauge.score.ScoreRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the screens in a browser of this machine, with broker and server beside it, and prints
 * what it saw; it demands nothing. Run it by {@code ./mvnw -pl dashboard -am verify -DskipTests
 * -Pmeasure-screens}.
 *
 * <ul>
 *   <li>from a record being readable in Kafka to its score being drawn, 200 rooms;
 *   <li>what the first page costs to load, 200 rooms;
 *   <li>how long frames take with 1,000 rooms that change each second;
 *   <li>on Linux, the memory of {@code ./livegauge dashboard} with 1,000 rooms of an hour, and how
 *       fast it reads them back.
 * </ul>
 */
public final class ScreensMeasurement {
  private static final long BEGIN = 1_795_000_000_000L;
  private static final int ROUNDS = 60;
  private static final int SLICES_OF_AN_HOUR = 720;
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  /** Tells when a score was drawn: the frame after the one that changed it has begun. */
  private static final String WATCH_SCORES =
      """
      () => {
        window.drawn = [];
        new MutationObserver((changes) => {
          const cells = new Set(changes.map((c) => (c.target.nodeType === 1 ? c.target : c.target.parentElement)?.closest("[data-column=score]")));
          cells.delete(null);
          cells.delete(undefined);
          const seen = [...cells].map((c) => [c.closest("tr").dataset.stream, c.innerText]);
          requestAnimationFrame(() => {
            const at = performance.timeOrigin + performance.now();
            seen.forEach(([stream, text]) => window.drawn.push([stream, text, at]));
          });
        }).observe(document.querySelector("tbody"), { subtree: true, childList: true, characterData: true });
      }
      """;

  /** From the begin of each frame to the first task after it: scripts, style, layout, paint. */
  private static final String WATCH_FRAMES =
      """
      () => {
        window.frames16 = [];
        window.longest = 0;
        const channel = new MessageChannel();
        let begun = 0;
        channel.port1.onmessage = () => window.frames16.push(performance.now() - begun);
        const frame = (at) => { begun = at; channel.port2.postMessage(0); requestAnimationFrame(frame); };
        requestAnimationFrame(frame);
        new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.longest = Math.max(window.longest, e.duration))))
          .observe({ type: "longtask" });
      }
      """;

  private ScreensMeasurement() {}

  /**
   * Prints a line for each figure.
   *
   * @param arguments the launcher, {@code livegauge}
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    try (InstalledBrowser browser = InstalledBrowser.start()) {
      try (Stage stage = new Stage()) {
        latencyAndLoad(browser, stage, out);
      }
      try (Stage stage = new Stage()) {
        frames(browser, stage, out);
      }
      try (Stage stage = new Stage()) {
        memory(browser, stage, Path.of(arguments[0]), out);
      }
    }
  }

  private static Dashboard dashboard(Stage stage) throws Exception {
    return Dashboard.start(
        DashboardOptions.local(
            0, new FeedOptions(stage.bootstrap(), "live.", FeedOptions.DEFAULT_HISTORY, Map.of())));
  }

  private static void latencyAndLoad(InstalledBrowser browser, Stage stage, PrintStream out)
      throws Exception {
    MadeUpRooms rooms = new MadeUpRooms(1, 200, BEGIN);
    stage.play(rooms, 60);
    try (Dashboard dashboard = dashboard(stage);
        BrowserContext context = browser.browser().newContext(tall(9_000))) {
      Page page = context.newPage();
      CDPSession session = context.newCDPSession(page);
      session.send("Network.enable");
      double[] bytes = new double[1];
      session.on(
          "Network.loadingFinished",
          (JsonObject event) -> bytes[0] += event.get("encodedDataLength").getAsDouble());
      page.navigate(dashboard.address().toString());
      page.waitForSelector("tbody tr[data-stream]");
      page.waitForTimeout(500);
      out.printf(Locale.ROOT, "first load with 200 rooms: %.0f kB%n", bytes[0] / 1000);

      page.evaluate(WATCH_SCORES);
      List<Double> latencies = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Map<String, Long> readable = new HashMap<>();
        Map<String, String> expected = new HashMap<>();
        for (ScoreRecord record : stage.play(rooms, readable)) {
          expected.put(record.streamId(), oneDigit(record.score()));
        }
        page.waitForTimeout(700);
        for (Object each : (List<?>) page.evaluate("() => window.drawn.splice(0)")) {
          List<?> drawn = (List<?>) each;
          String stream = (String) drawn.get(0);
          if (((String) drawn.get(1)).contains(expected.get(stream))
              && readable.containsKey(stream)) {
            latencies.add(((Number) drawn.get(2)).doubleValue() - readable.remove(stream));
          }
        }
      }
      double[] sorted = sorted(latencies);
      out.printf(
          Locale.ROOT,
          "readable in Kafka to drawn, 200 rooms, %d scores: p50 %.0f ms, p99 %.0f ms, most %.0f ms%n",
          sorted.length,
          at(sorted, P50),
          at(sorted, P99),
          at(sorted, 1));
    }
  }

  private static void frames(InstalledBrowser browser, Stage stage, PrintStream out)
      throws Exception {
    MadeUpRooms rooms = new MadeUpRooms(2, 1_000, BEGIN);
    stage.play(rooms, 24);
    try (Dashboard dashboard = dashboard(stage);
        BrowserContext context = browser.browser().newContext(tall(1_000))) {
      Page page = context.newPage();
      page.navigate(dashboard.address().toString());
      page.waitForSelector("tbody tr[data-stream]");
      page.waitForTimeout(2_000);
      page.evaluate(WATCH_FRAMES);
      for (int round = 0; round < ROUNDS / 2; round++) {
        stage.play(rooms, 1);
        page.waitForTimeout(1_000);
      }
      List<Double> frames = new ArrayList<>();
      for (Object each : (List<?>) page.evaluate("() => window.frames16")) {
        frames.add(((Number) each).doubleValue());
      }
      double[] sorted = sorted(frames);
      long over = frames.stream().filter(millis -> millis > 16).count();
      out.printf(
          Locale.ROOT,
          "frames with 1,000 rooms changing each second, %d frames: p50 %.1f ms, p99 %.1f ms, most"
              + " %.1f ms, %d over 16 ms; longest task %s ms (0: none of 50 or more)%n",
          sorted.length,
          at(sorted, P50),
          at(sorted, P99),
          at(sorted, 1),
          over,
          page.evaluate("() => Math.round(window.longest)"));
    }
  }

  private static void memory(InstalledBrowser browser, Stage stage, Path launcher, PrintStream out)
      throws Exception {
    MadeUpRooms rooms = new MadeUpRooms(3, 1_000, BEGIN);
    stage.play(rooms, SLICES_OF_AN_HOUR);
    Process server =
        new ProcessBuilder(
                launcher.toString(), "dashboard", "--bootstrap", stage.bootstrap(), "--port", "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        BrowserContext context = browser.browser().newContext(tall(1_000))) {
      String address = addressIn(lines.readLine());
      long begun = System.nanoTime();
      Page page = context.newPage();
      page.navigate(address);
      while (!(Boolean)
          page.evaluate("async () => (await (await fetch('api/health')).json()).kafka.caughtUp")) {
        page.waitForTimeout(100);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      for (int i = 0; i < ROUNDS; i++) {
        stage.play(rooms, 1);
        page.waitForTimeout(500);
      }
      Page room = context.newPage();
      room.navigate(address + "?stream=s0001");
      room.waitForSelector(".waterfall");
      out.printf(
          Locale.ROOT,
          "%d records of 1,000 rooms read back in %.1f s; most resident memory of the server with"
              + " two pages open: %s%n",
          SLICES_OF_AN_HOUR * 1_000,
          seconds,
          mostResident(server.pid()));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String addressIn(String line) {
    return line.replaceAll(".*(http://\\S+).*", "$1");
  }

  private static String mostResident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return "not known on this system";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
        .map(kib -> Long.parseLong(kib) / 1024 + " MiB")
        .findFirst()
        .orElse("not known on this system");
  }

  private static Browser.NewContextOptions tall(int height) {
    return new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1440, height);
  }

  private static String oneDigit(double score) {
    return BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) Math.floor(share * sorted.length))];
  }
}
