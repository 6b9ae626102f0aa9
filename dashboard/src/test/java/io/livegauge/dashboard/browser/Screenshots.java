package io.livegauge.dashboard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.MadeUpRooms;
import io.livegauge.dashboard.feed.FeedOptions;
import io.livegauge.score.ScoreRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes the pictures of the documentation, of made-up rooms. Run it by {@code ./mvnw -pl dashboard
 * -am verify -DskipTests -Pscreenshots}; pictures with Chinese text need a font that has it
 * (Debian: fonts-noto-cjk).
 */
public final class Screenshots {
  private static final int SLICES = 600;
  private static final int DAYS = 4;
  private static final int SETTLE_MILLIS = 1_500;

  private Screenshots() {}

  /**
   * Writes the pictures.
   *
   * @param arguments the directory that they go to
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    // They end now, so that nothing looks late.
    long now = System.currentTimeMillis() / MadeUpRooms.SLICE_MILLIS * MadeUpRooms.SLICE_MILLIS;
    MadeUpRooms rooms = new MadeUpRooms(11, 60, now - (SLICES + 2) * MadeUpRooms.SLICE_MILLIS);
    try (Stage stage = new Stage()) {
      for (int day = 1; day <= DAYS; day++) {
        pastSessions(stage, day, now - TimeUnit.DAYS.toMillis(day));
      }
      stage.play(rooms, 300);
      MadeUpRooms.Ended ended = end(stage, rooms, 0);
      stage.play(rooms, 240);
      end(stage, rooms, 1);
      List<ScoreRecord> newest = stage.play(rooms, SLICES - 540);
      ScoreRecord room = newest.get(0);
      ScoreRecord other = newest.get(1);
      ScoreRecord last = newest.get(newest.size() - 1);
      alert(stage, room, AlertRule.CONVERSION_DROP, 5_800, 5_000, 721L);
      alert(stage, newest.get(3), AlertRule.SCORE_DROP, 128_000, 100_000, 603_000L);
      alert(stage, newest.get(3), AlertRule.VIEWERS_DROP, 6_700, 6_000, 1_840_000L);
      alert(stage, newest.get(6), AlertRule.GIFT_SPIKE, 41_000, 30_000, 960_000L);
      alert(stage, newest.get(8), AlertRule.BOT_SURGE, 4_100, 3_000, null);
      try (InstalledBrowser browser = InstalledBrowser.start();
          Dashboard dashboard =
              Dashboard.start(
                  DashboardOptions.local(
                      0,
                      new FeedOptions(
                          stage.bootstrap(), "live.", FeedOptions.DEFAULT_HISTORY, Map.of())))) {
        Camera camera = new Camera(browser, dashboard, directory);
        camera.take("operations", "", wide(), false);
        camera.take("operations-dark-zh", "", chinese(wide()), false);
        camera.take("stream", "?stream=" + room.streamId(), wide(), true);
        camera.take("stream-dark-zh", "?stream=" + room.streamId(), chinese(wide()), true);
        camera.take("console-phone", "?host=" + other.hostId(), phone(), false);
        camera.take(
            "console-big-screen",
            "?host=" + last.hostId() + "&room=" + last.streamId(),
            chinese(bigScreen()),
            false);
        camera.take(
            "report",
            "?report=" + ended.last().streamId() + "&session=" + ended.last().sessionStart(),
            wide(),
            true);
      }
    }
  }

  /** An alert that was raised a minute ago. */
  private static void alert(
      Stage stage, ScoreRecord room, AlertRule rule, long value, long threshold, Long usual) {
    long since = room.windowEnd() - 60_000;
    stage.publish(
        new AlertRecord(
            room.streamId(),
            room.hostId(),
            room.category(),
            rule,
            true,
            false,
            room.sessionStart(),
            since,
            since,
            value,
            threshold,
            usual,
            value,
            "made up"));
  }

  /** Summaries of what the first two rooms did on another day. */
  private static void pastSessions(Stage stage, long seed, long begin) {
    MadeUpRooms rooms = new MadeUpRooms(seed, 2, begin);
    for (int i = 0; i < SLICES; i++) {
      rooms.next();
    }
    stage.publish(rooms.end(0).summary());
    stage.publish(rooms.end(0).summary());
  }

  private static MadeUpRooms.Ended end(Stage stage, MadeUpRooms rooms, int index) {
    MadeUpRooms.Ended ended = rooms.end(index);
    stage.publish(ended.last());
    stage.publish(ended.summary());
    return ended;
  }

  private static Browser.NewContextOptions wide() {
    return options(1440, 900).setLocale("en-US").setColorScheme(ColorScheme.LIGHT);
  }

  private static Browser.NewContextOptions phone() {
    return options(390, 844)
        .setLocale("en-US")
        .setColorScheme(ColorScheme.LIGHT)
        .setDeviceScaleFactor(2);
  }

  private static Browser.NewContextOptions bigScreen() {
    return options(1920, 1080);
  }

  private static Browser.NewContextOptions chinese(Browser.NewContextOptions options) {
    return options.setLocale("zh-CN").setColorScheme(ColorScheme.DARK);
  }

  private static Browser.NewContextOptions options(int width, int height) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setTimezoneId("Asia/Shanghai");
  }

  /** Opens a page and keeps what it shows. */
  private record Camera(InstalledBrowser browser, Dashboard dashboard, Path directory) {
    void take(String name, String address, Browser.NewContextOptions options, boolean whole) {
      try (BrowserContext context = browser.browser().newContext(options)) {
        Page page = context.newPage();
        page.navigate(dashboard.address() + address);
        page.waitForSelector("main h1");
        while (!(Boolean)
            page.evaluate(
                "async () => (await (await fetch('api/health')).json()).kafka.caughtUp")) {
          page.waitForTimeout(SETTLE_MILLIS);
        }
        page.waitForTimeout(SETTLE_MILLIS);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(directory.resolve(name + ".png"))
                .setFullPage(whole));
      }
    }
  }
}
