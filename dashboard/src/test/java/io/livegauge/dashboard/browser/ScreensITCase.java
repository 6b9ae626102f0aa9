package io.livegauge.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.MadeUpRooms;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.Addresses;
import io.livegauge.dashboard.access.Tokens;
import io.livegauge.dashboard.feed.FeedOptions;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.AdviceAction;
import io.livegauge.score.ScoreRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The screens as people see them: a real browser, a real broker, records as the job writes them.
 */
@InstalledBrowser.Needed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ScreensITCase {
  private static final long BEGIN = 1_795_000_000_000L;
  private static final int ROOMS = 20;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final MadeUpRooms rooms = new MadeUpRooms(7, ROOMS, BEGIN);
  private final List<BrowserContext> contexts = new ArrayList<>();
  private Stage stage;
  private Dashboard dashboard;
  private InstalledBrowser browser;
  private List<ScoreRecord> newest;
  private MadeUpRooms.Ended ended;

  @BeforeAll
  void start() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    stage = new Stage();
    stage.play(rooms, 70);
    ended = rooms.end(ROOMS - 1);
    stage.publish(ended.last());
    stage.publish(ended.summary());
    newest = stage.play(rooms, 1);
    dashboard = Dashboard.start(DashboardOptions.local(0, feed()));
    browser = InstalledBrowser.start();
  }

  @AfterAll
  void stop() {
    for (AutoCloseable one : new AutoCloseable[] {browser, dashboard, stage}) {
      try {
        if (one != null) {
          one.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterEach
  void closePages() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
  }

  private FeedOptions feed() {
    return new FeedOptions(stage.bootstrap(), "live.", FeedOptions.DEFAULT_HISTORY, Map.of());
  }

  // ---- operations view

  @Test
  void shouldShowANewScoreWithoutReload() {
    Page page = open("");
    ScoreRecord before = newest.get(3);
    assertThat(cell(page, before.streamId(), "score")).containsText(oneDigit(before.score()));

    newest = stage.play(rooms, 1);

    ScoreRecord now = newest.get(3);
    assertThat(now.score10000()).isNotEqualTo(before.score10000());
    assertThat(cell(page, now.streamId(), "score")).containsText(oneDigit(now.score()));
  }

  @Test
  void shouldShowAlertsOfTheJobUntilTheyAreCleared() {
    ScoreRecord room = newest.get(5);
    Page page = open("");
    Locator chips = cell(page, room.streamId(), "alerts").locator("[data-alert]");
    assertThat(chips).hasCount(0);

    stage.publish(alert(room, true));

    assertThat(chips).hasText("Conversion falls");
    assertThat(chips)
        .hasAttribute(
            "title", Pattern.compile("since .*: 62% of the usual conversion of 8.1% missing"));
    Page one = open("?stream=" + room.streamId());
    Locator told = one.locator(".alerts [data-alert=CONVERSION_DROP]");
    assertThat(told).containsText("62% of the usual conversion of 8.1% missing");

    stage.publish(alert(room, false));

    assertThat(chips).hasCount(0);
    assertThat(told).hasCount(0);
  }

  private static AlertRecord alert(ScoreRecord room, boolean isRaised) {
    return new AlertRecord(
        room.streamId(),
        room.hostId(),
        room.category(),
        AlertRule.CONVERSION_DROP,
        isRaised,
        false,
        room.sessionStart(),
        isRaised ? room.windowEnd() : room.windowEnd() + 1,
        room.windowEnd(),
        isRaised ? 6_200 : 1_000,
        isRaised ? 5_000 : 2_500,
        810L,
        6_200,
        "3 buyers of 97 viewers");
  }

  @Test
  void shouldFilterSearchAndSort() {
    Page page = open("");
    Locator rows = page.locator("tbody tr[data-stream]");
    assertThat(rows).hasCount(ROOMS - 1);

    page.locator("input[type=search]").fill("s0003");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText("s0003");
    page.waitForURL(Pattern.compile("q=s0003"));
    page.reload();
    assertThat(rows).hasCount(1);

    page.locator("input[type=search]").fill("");
    page.locator("#category").selectOption("beauty");
    assertThat(rows).hasCount(4);
    for (String text : rows.allInnerTexts()) {
      assertThat(text).contains("beauty");
    }
    page.locator("#by-host").selectOption("h0");
    assertThat(rows).hasCount(1);

    page.navigate(dashboard.address().toString());
    page.locator("#status").selectOption("ended");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText(ended.last().streamId());

    page.navigate(dashboard.address().toString());
    Locator heading = page.locator("th[data-column=score]");
    heading.locator("button").click();
    String first = heading.getAttribute("aria-sort");
    List<Double> scores = column(page, "score");
    assertThat(scores)
        .isSortedAccordingTo(
            "descending".equals(first) ? Comparator.reverseOrder() : Comparator.naturalOrder());
    heading.locator("button").press("Enter");
    assertThat(heading).not().hasAttribute("aria-sort", first);
  }

  @Test
  void shouldBeUsableByKeyboardAlone() {
    Page page = open("?q=s0004");
    assertThat(rows(page)).hasCount(1);
    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    Locator link = rows(page).first().locator("a").first();
    for (int i = 0; i < 60 && !isFocused(link); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(link).isFocused();
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("stream=s0004"));
    Locator group = page.locator(".waterfall button.step").first();
    assertThat(group).hasAttribute("aria-expanded", "false");
    group.focus();
    page.keyboard().press("Enter");
    assertThat(group).hasAttribute("aria-expanded", "true");
    assertThat(page.locator(".waterfall li.indicator:visible")).hasCount(4);
  }

  private static boolean isFocused(Locator locator) {
    return (Boolean) locator.evaluate("node => node === document.activeElement");
  }

  @Test
  void shouldSumWhatTheApiGives() throws Exception {
    Page page = open("?category=beauty");
    long viewers = 0;
    long orders = 0;
    long buyers = 0;
    long distinct = 0;
    BigDecimal sales = BigDecimal.ZERO;
    int live = 0;
    for (JsonNode row : api("api/streams?category=beauty&status=live").get("streams")) {
      live++;
      viewers += row.get("viewers").longValue();
      orders += row.get("orders").longValue();
      buyers += row.get("buyers").longValue();
      distinct += row.get("distinct").longValue();
      sales = sales.add(BigDecimal.valueOf(row.get("sales").longValue(), 2));
    }
    assertThat(live).isPositive();
    assertThat(total(page, "live")).hasText(String.valueOf(live));
    assertThat(total(page, "viewers")).hasText(String.format(Locale.US, "%,d", viewers));
    assertThat(total(page, "orders")).hasText(String.format(Locale.US, "%,d", orders));
    assertThat(total(page, "conversion"))
        .hasText(String.format(Locale.US, "%.2f%%", 100.0 * buyers / distinct));
    assertThat(total(page, "sales")).containsText(String.format(Locale.US, "%,.2f", sales));
  }

  @Test
  void shouldShowHowCompleteTheFiguresAre() throws Exception {
    stage.publish(Topic.QUARANTINE, "s0001", "{\"reason\":\"LATE\",\"streamId\":\"s0001\"}");
    stage.publish(Topic.SCORES, "odd", "{\"schema\":2,\"streamId\":\"odd\"}");
    stage.publish(Topic.SCORES, "odd", "no score record");
    Page page = open("");
    Locator strip = page.locator("#panel-health");
    assertThat(strip.locator("[data-reason=LATE]")).containsText("1");
    assertThat(strip.locator("[data-health=unreadable]")).hasText("2");

    JsonNode health = api("api/health");
    long rejected = 0;
    for (JsonNode count : health.get("rejected")) {
      rejected += count.longValue();
    }
    assertThat(health.get("read").longValue())
        .isEqualTo(health.get("accepted").longValue() + rejected);
    assertThat(strip.locator("[data-health=read]"))
        .hasText(String.format(Locale.US, "%,d", health.get("read").longValue()));
    assertThat(rows(page)).not().hasCount(0);
  }

  // ---- a room

  @Test
  void shouldExplainAScoreSoThatItsBarsSumToIt() {
    Page page = open("");
    ScoreRecord record = newest.get(5);
    page.locator("tbody a", new Page.LocatorOptions().setHasText(record.streamId())).click();
    page.waitForURL(Pattern.compile("\\?stream=" + record.streamId()));
    Locator why = page.locator(".waterfall");
    Locator score = why.locator("li.score .value");
    assertThat(score).hasText(fourDigits(record.score10000()));

    why.locator("button.step").all().forEach(Locator::click);
    assertThat(why.locator("li.indicator:visible")).hasCount(14);
    BigDecimal groups = sum(why.locator("li.group > button .value"));
    BigDecimal indicators = sum(why.locator("li.indicator .value"));
    assertThat(groups).isEqualByComparingTo(indicators);
    BigDecimal reached =
        sum(why.locator("li.reference .value"))
            .add(groups)
            .add(sum(why.locator("li.residual .value")));
    assertThat(reached).isEqualByComparingTo(BigDecimal.valueOf(record.score10000(), 4));
  }

  /** Whatever the record: each step begins where the one before it ended, in exact units. */
  @Test
  void shouldLeadFromTheReferenceToTheScoreWithoutAGap() {
    Page page = open("?stream=nobody");
    MadeUpRooms others = new MadeUpRooms(23, 200, BEGIN);
    others.next();
    List<String> records = new ArrayList<>();
    for (ScoreRecord record : others.next()) {
      records.add(new String(record.toJson(), StandardCharsets.UTF_8));
    }
    Object wrong =
        page.evaluate(
            """
            async (records) => {
              const { waterfallSteps } = await import(new URL("room/contributions.js", document.baseURI));
              return records.filter((text) => {
                const record = JSON.parse(text);
                const steps = waterfallSteps(record);
                let end = steps[0].end;
                let gaps = 0;
                for (const step of steps.slice(1, -1)) {
                  gaps += Math.abs(step.start - end) + Math.abs(step.start + step.delta - step.end);
                  end = step.end;
                  let inner = step.start;
                  for (const child of step.children) {
                    gaps += Math.abs(child.start - inner);
                    inner = child.end;
                  }
                  gaps += step.children.length > 0 ? Math.abs(inner - step.end) : 0;
                }
                const last = steps.at(-1).end;
                return gaps !== 0 || last !== end || last !== Math.round(record.score * 10000);
              });
            }
            """,
            records);
    assertThat((List<?>) wrong).isEmpty();
  }

  @Test
  void shouldFollowARoomAndShowAnEarlierMoment() throws Exception {
    ScoreRecord record = newest.get(2);
    Page page = open("?stream=" + record.streamId());
    Locator score = page.locator(".waterfall li.score .value");
    assertThat(score).hasText(fourDigits(record.score10000()));
    newest = stage.play(rooms, 1);
    assertThat(score).hasText(fourDigits(newest.get(2).score10000()));

    page.navigate(
        dashboard.address() + "?stream=" + record.streamId() + "&at=" + record.windowEnd());
    assertThat(score).hasText(fourDigits(record.score10000()));
    newest = stage.play(rooms, 1);
    page.locator(".moment button.primary").click();
    assertThat(score).hasText(fourDigits(newest.get(2).score10000()));
  }

  @Test
  void shouldShowAHostOneScoreAndWhatToDo() {
    ScoreRecord record = newest.get(18);
    Page page = open("?host=" + record.hostId());
    assertThat(page.locator(".console")).containsText(oneDigit(record.score()));
    newest = stage.play(rooms, 1);
    assertThat(page.locator(".console")).containsText(oneDigit(newest.get(18).score()));

    Page several = open("?host=" + newest.get(0).hostId());
    assertThat(several.locator("button.tile")).hasCount(2);
    several.locator("button.tile").last().click();
    assertThat(several.locator(".console")).containsText(newest.get(1).streamId());
  }

  @Test
  void shouldReportAnEndedSessionAndPrintIt() {
    ScoreRecord last = ended.last();
    Page page = open("?report=" + last.streamId() + "&session=" + last.sessionStart());
    assertThat(page.locator("main")).containsText(last.streamId());
    assertThat(page.locator("main")).containsText("NOV11");
    assertThat(page.locator("#header")).isVisible();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("#header")).isHidden();
    byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
    assertThat(pdf).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void shouldShowTheReportOfARunningSessionWhenItHasEnded() {
    ScoreRecord last = ended.last();
    Page page = open("?stream=nobody");
    // As long as nothing is read of its end.
    page.route(
        "**/api/sessions?*",
        route ->
            route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("{\"sessions\":[]}")));
    page.route(
        "**/api/sessions/*/*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(404)
                    .setBody("{\"error\":\"UNKNOWN_SESSION\",\"message\":\"Not yet.\"}")));
    page.navigate(
        dashboard.address() + "?report=" + last.streamId() + "&session=" + last.sessionStart());
    assertThat(page.locator("main")).containsText("appears here when it has ended");
    page.unrouteAll();
    assertThat(page.locator(".report")).containsText("NOV11");
  }

  // ---- whoever looks, wherever they look

  @ParameterizedTest
  @CsvSource({"en-US,en,Live rooms,zh,直播间", "zh-CN,zh-CN,直播间,en,Live rooms"})
  void shouldSpeakTheViewersLanguageAndTheOther(
      String locale, String tag, String title, String other, String otherTitle) {
    Page page = open("", new Browser.NewContextOptions().setLocale(locale));
    assertThat(page.locator("html")).hasAttribute("lang", tag);
    assertThat(page.locator("main h1")).hasText(title);
    page.locator("#language").selectOption(other);
    assertThat(page.locator("main h1")).hasText(otherTitle);
    page.reload();
    assertThat(page.locator("main h1")).hasText(otherTitle);
  }

  @Test
  void shouldHaveEveryTextInBothLanguages() {
    Page page = open("?stream=nobody");
    Map<?, ?> english = texts(page, "en");
    Map<?, ?> chinese = texts(page, "zh");
    assertThat(chinese.keySet().equals(english.keySet())).as("the same keys").isTrue();
    for (Map<?, ?> texts : List.of(english, chinese)) {
      for (Indicator indicator : Indicator.values()) {
        assertThat(texts.get("indicator." + indicator)).as("%s", indicator).isNotNull();
        AdviceAction action = AdviceAction.of(indicator);
        assertThat(texts.get("action." + action)).as("%s", action).isNotNull();
        assertThat(texts.get("action." + action + ".how")).as("%s", action).isNotNull();
      }
      for (AlertRule rule : AlertRule.values()) {
        assertThat(texts.get("alert." + rule)).as("%s", rule).isNotNull();
        assertThat(texts.get("alert." + rule + ".found")).as("%s", rule).isNotNull();
      }
      for (Reason reason : Reason.values()) {
        assertThat(texts.get("reason." + reason)).as("%s", reason).isNotNull();
      }
    }
  }

  private static Map<?, ?> texts(Page page, String language) {
    return (Map<?, ?>)
        page.evaluate(
            "async (tag) => (await import(new URL(`texts/${tag}.js`, document.baseURI))).default",
            language);
  }

  @Test
  void shouldWriteMoneyAndNumbersAsTheViewerDoes() {
    Page page = open("", new Browser.NewContextOptions().setLocale("de-DE"));
    assertThat(total(page, "conversion")).hasText(Pattern.compile("^\\d+,\\d\\d\\s%$"));
    assertThat(total(page, "sales")).containsText(Pattern.compile("\\d,\\d\\d\\sCNY"));
  }

  /**
   * Currencies are what streams call them: "cny" is not "CNY", and one that is none keeps its name.
   */
  @ParameterizedTest
  @CsvSource({"CNY, CNY 12.34", "JPY, 'JPY 1,234'", "cny, 12.34 (cny)", "123, 12.34 (123)"})
  void shouldNameTheCurrencyOfAnAmount(String currency, String text) {
    Page page = open("?stream=nobody");
    String money =
        (String)
            page.evaluate(
                """
                async (currency) => (await import(new URL("format.js", document.baseURI))).money(1234, currency)
                """,
                currency);
    assertThat(money.replace('\u00a0', ' ')).isEqualTo(text);
  }

  @Test
  void shouldFollowTheSystemsThemeUnlessOneIsChosen() {
    Page page = open("", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
    int dark = brightness(page);
    page.locator("#theme").selectOption("light");
    int light = brightness(page);
    assertThat(dark).isLessThan(80);
    assertThat(light).isGreaterThan(200);
    page.reload();
    assertThat(brightness(page)).isEqualTo(light);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 1440, 2560})
  void shouldFitScreensOfAnyWidth(int width) {
    for (String address : pages()) {
      Page page = open(address, new Browser.NewContextOptions().setViewportSize(width, 800));
      assertThat(page.locator("main h1, main h2").first()).isVisible();
      assertThat(overflow(page)).as("%s at %d px", address, width).isLessThanOrEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void shouldHaveNothingSeriousInTheEyesOfAxe(String scheme) {
    for (String address : pages()) {
      Page page =
          open(
              address, new Browser.NewContextOptions().setColorScheme(ColorScheme.valueOf(scheme)));
      assertThat(page.locator("main h1, main h2").first()).isVisible();
      AxeResults results =
          new AxeBuilder(page)
              .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
              .analyze();
      List<String> serious =
          results.getViolations().stream()
              .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
              .map(ScreensITCase::tell)
              .toList();
      assertThat(serious).as(address).isEmpty();
    }
  }

  @Test
  void shouldAskNobodyElseAndBreakNoRuleOfItsOwn() {
    for (String address : pages()) {
      BrowserContext context = browser.browser().newContext();
      contexts.add(context);
      List<String> elsewhere = new ArrayList<>();
      List<String> complaints = new ArrayList<>();
      Page page = context.newPage();
      page.onRequest(
          request -> {
            if (!request.url().startsWith(dashboard.address().toString())) {
              elsewhere.add(request.url());
            }
          });
      page.onConsoleMessage(
          message -> {
            // The browser tells of each answer that is no success, also of the one asked for here.
            if (!address.equals("?stream=nobody") || !message.text().contains("404")) {
              complaints.add(message.type() + " " + message.text());
            }
          });
      page.onPageError(complaints::add);
      page.navigate(dashboard.address() + address);
      assertThat(page.locator("main h1, main h2").first()).isVisible();
      assertThat(elsewhere).isEmpty();
      assertThat(complaints).as(address).isEmpty();
    }
  }

  // ---- what goes wrong

  @Test
  void shouldSayThatAStreamIsUnknown() {
    Page page = open("?stream=nobody");
    assertThat(page.locator("main [role=alert]")).containsText("nobody");
    assertThat(page.locator("main a").first()).isVisible();
  }

  @ParameterizedTest
  @CsvSource({
    "?stream=nobody, nobody",
    "?report=nobody, nobody",
    "?report=s0004&session=1, s0004",
    "?stream=, 地址中没有指定直播间"
  })
  void shouldSayWhatIsWrongInTheViewersLanguage(String address, String part) {
    Page page = open(address, new Browser.NewContextOptions().setLocale("zh-CN"));
    Locator message = page.locator("main [role=alert] p").first();
    assertThat(message).containsText(part);
    assertThat(message).containsText("直播间");
    assertThat(message).not().containsText("GET /api");
  }

  @Test
  void shouldKeepLongIdsWithinTheScreen() {
    String id = "W".repeat(128);
    for (String address : List.of("?stream=" + id, "?host=" + id, "?report=" + id)) {
      Page page = open(address, new Browser.NewContextOptions().setViewportSize(320, 800));
      assertThat(page.locator("main h1")).isVisible();
      assertThat(overflow(page)).as(address).isLessThanOrEqualTo(0);
    }
  }

  /** A sign that turns the direction of what follows it stays within the name that has it. */
  @Test
  void shouldNotLetANameTurnTheSentence() {
    Page page = open("?stream=nobody");
    String isolated =
        (String)
            page.evaluate(
                """
                async (name) => (await import(new URL("format.js", document.baseURI))).isolated(name)
                """,
                "a\u202e\u2069b");
    assertThat(isolated).isEqualTo("\u2068a\u202eb\u2069");
    page.navigate(dashboard.address() + "?stream=a%E2%80%AEb");
    assertThat(page.locator("main [role=alert]")).containsText("\u2068a\u202eb\u2069");
  }

  @Test
  void shouldTellWhenTheServerIsGoneAndGoOnWhenItIsBack() throws Exception {
    Dashboard other = Dashboard.start(DashboardOptions.local(0, feed()));
    Page page = openAt(other.address(), "", new Browser.NewContextOptions());
    assertThat(rows(page)).not().hasCount(0);
    int port = other.address().getPort();
    other.close();
    Locator banner = page.locator("#banner");
    assertThat(banner).containsText("No connection");
    assertThat(rows(page)).not().hasCount(0);

    newest = stage.play(rooms, 1);
    try (Dashboard again = Dashboard.start(DashboardOptions.local(port, feed()))) {
      assertThat(again.address().getPort()).isEqualTo(port);
      assertThat(banner).isHidden();
      ScoreRecord now = newest.get(4);
      assertThat(cell(page, now.streamId(), "score")).containsText(oneDigit(now.score()));
    }
  }

  /**
   * The connection stands and nothing comes: a machine that hangs, or a network that swallows all.
   */
  @Test
  void shouldTellWhenTheServerFallsSilent() {
    Page page = open("?stream=nobody");
    Object told =
        page.evaluate(
            """
            async () => {
              const { live } = await import(new URL("api.js", document.baseURI));
              const opened = [];
              window.EventSource = class extends EventTarget {
                static CLOSED = 2;
                readyState = 1;
                constructor() {
                  super();
                  opened.push(this);
                }
                close() {
                  this.readyState = 2;
                }
              };
              window.fetch = async () => new Response("");
              return new Promise((resolve) => {
                const source = live(() => "api/updates", { health() {} }, (connected) => {
                  const first = opened[0].readyState;
                  const again = setInterval(() => {
                    if (opened.length > 1) {
                      clearInterval(again);
                      source.close();
                      resolve([connected, first]);
                    }
                  }, 50);
                });
              });
            }
            """);
    // Told before the old connection is closed; then a new one is made.
    assertThat(told).isEqualTo(List.of(false, 1));
  }

  @Test
  void shouldTellWhenKafkaIsGoneAndGoOnWhenItIsBack() {
    Page page = open("");
    assertThat(rows(page)).not().hasCount(0);
    stage.stopBroker();
    try {
      assertThat(page.locator("#banner")).containsText("out of reach");
      assertThat(rows(page)).not().hasCount(0);
    } finally {
      stage.startBroker();
    }
    newest = stage.play(rooms, 1);
    assertThat(page.locator("#banner")).isHidden();
    ScoreRecord now = newest.get(6);
    assertThat(cell(page, now.streamId(), "score")).containsText(oneDigit(now.score()));
  }

  @Test
  void shouldAskForATokenAndShowAHostTheirRoomsOnly(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("tokens");
    Files.writeString(file, "operations all-rooms-0123456789\nhost h1 one-host-0123456789abcdef\n");
    DashboardOptions options =
        new DashboardOptions(
            Addresses.literal("127.0.0.1").orElseThrow(),
            0,
            Access.guarded(Tokens.read(file), null),
            feed());
    try (Dashboard guarded = Dashboard.start(options)) {
      Page page = openAt(guarded.address(), "", new Browser.NewContextOptions());
      page.locator("#token").fill("not-a-token-of-anybody");
      page.locator("#login button").click();
      assertThat(page.locator("#login [role=alert]")).not().hasText("");
      page.locator("#token").fill("all-rooms-0123456789");
      page.locator("#login button").click();
      assertThat(rows(page)).not().hasCount(0);
      page.locator("#logout").click();
      assertThat(page.locator("#login")).isVisible();

      Page wrong =
          openAt(guarded.address(), "#token=nobodys-token-012345", new Browser.NewContextOptions());
      assertThat(wrong.locator("#login [role=alert]")).not().hasText("");

      Page host =
          openAt(
              guarded.address(),
              "#token=one-host-0123456789abcdef",
              new Browser.NewContextOptions());
      assertThat(host.locator("button.tile")).hasCount(2);
      assertThat(host.url()).doesNotContain("token");
      assertThat(host.locator("main")).containsText("s0002");
      host.navigate(guarded.address() + "?stream=s0009");
      assertThat(host.locator("main [role=alert]")).containsText("s0009");
      host.navigate(guarded.address() + "?stream=s0003");
      assertThat(host.locator(".waterfall")).isVisible();
    }
  }

  // ---- how it is done

  private List<String> pages() {
    ScoreRecord last = ended.last();
    return List.of(
        "",
        "?stream=s0004",
        "?host=h0",
        "?host=h9",
        "?host=nobody",
        "?report=" + last.streamId() + "&session=" + last.sessionStart(),
        "?stream=nobody");
  }

  private Page open(String address) {
    return open(address, new Browser.NewContextOptions());
  }

  private Page open(String address, Browser.NewContextOptions options) {
    return openAt(dashboard.address(), address, options);
  }

  private Page openAt(URI server, String address, Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("en-US");
    }
    if (options.viewportSize == null) {
      options.setViewportSize(1440, 1600);
    }
    BrowserContext context = browser.browser().newContext(options);
    contexts.add(context);
    Page page = context.newPage();
    page.navigate(server + address);
    return page;
  }

  private JsonNode api(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(dashboard.address().resolve(path)).build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static Locator rows(Page page) {
    return page.locator("tbody tr[data-stream]");
  }

  private static Locator cell(Page page, String stream, String column) {
    return page.locator("tr[data-stream='" + stream + "'] [data-column=" + column + "]");
  }

  private static Locator total(Page page, String key) {
    return page.locator("[data-total=" + key + "]");
  }

  private static List<Double> column(Page page, String key) {
    return page.locator("tbody [data-column=" + key + "]").allInnerTexts().stream()
        .map(text -> Double.valueOf(text.strip().replaceAll("\\s.*", "")))
        .toList();
  }

  private static BigDecimal sum(Locator values) {
    return values.allInnerTexts().stream()
        .map(text -> new BigDecimal(text.strip().replace("+", "").replace("−", "-")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** As the page rounds: half away from zero, like Intl.NumberFormat. */
  private static String oneDigit(double score) {
    return BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  private static String fourDigits(long score10000) {
    return BigDecimal.valueOf(score10000, 4).toPlainString();
  }

  private static int brightness(Page page) {
    String colour = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    return Integer.parseInt(colour.replaceAll("\\D+(\\d+).*", "$1"));
  }

  private static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  private static String tell(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().get(0).getHtml();
  }
}
