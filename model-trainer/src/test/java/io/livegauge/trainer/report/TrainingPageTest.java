package io.livegauge.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.gate.GateDecision.Drift;
import io.livegauge.trainer.gate.GateDecision.Duel;
import io.livegauge.trainer.gate.GateRules;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.page.Html;
import io.livegauge.trainer.survey.SurveySummary;
import io.livegauge.trainer.training.TrainedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class TrainingPageTest {
  private static final String HOSTILE = "<script>alert('1')</script>&";
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  @TempDir private static Path directory;
  private static TrainingReport plain;
  private static TrainingReport full;
  private static String plainPage;
  private static String fullPage;

  @BeforeAll
  static void train() throws InputException {
    TrainedModel trained = Reports.trained(directory, 200, row -> row % 3 == 0 ? HOSTILE : "tea");
    plain = TrainingReport.of(trained);
    full =
        plain
            .withSurvey(
                SurveySummary.read(EXAMPLES.resolve("survey.csv"), EXAMPLES.resolve("survey.yaml")))
            .withGate(gate())
            .withCommand("livegauge train --table '" + HOSTILE + "'");
    plainPage = Reports.html(plain);
    fullPage = Reports.html(full);
  }

  private static GateDecision gate() {
    List<Drift> drift =
        Arrays.stream(Indicator.values())
            .map(
                code ->
                    new Drift(
                        code, code.ordinal() == 3 ? Double.NaN : 0.02 * code.ordinal(), 0.13, 0.04))
            .toList();
    return new GateDecision(
        GateDecision.Outcome.REFUSED,
        40,
        40,
        false,
        0.02,
        List.of(
            new Duel(6L, "ab", 0.019, -0.001, -0.004, 0.002),
            new Duel(null, null, 0.05, 0.03, 0.02, 0.04)),
        drift,
        GateRules.DEFAULTS,
        List.of("Not better than " + HOSTILE + "."));
  }

  private static List<String> texts(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  @Test
  void shouldHaveEverySection() {
    assertThat(texts(Html.parsed(fullPage), "h2"))
        .containsExactlyElementsOf(texts(Html.parsed(plainPage), "h2"))
        .containsExactly(
            "What was decided",
            "Data",
            "Survey",
            "Training",
            "Hidden layer",
            "Indicator weights",
            "Comparison",
            "Predictions, residuals and calibration",
            "Errors by category",
            "Over the session's course",
            "Gate and drift",
            "Provenance");
  }

  @Test
  void shouldShowHostileTextAsText() {
    Document page = Html.parsed(fullPage);

    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("b").getLength()).isZero();
    assertThat(texts(page, "td")).contains(HOSTILE, "made up <b>for tests</b>");
    assertThat(texts(page, "li")).contains("Not better than " + HOSTILE + ".");
    assertThat(texts(page, "pre")).containsExactly("livegauge train --table '" + HOSTILE + "'");
  }

  @Test
  void shouldAskNobodyForAnything() {
    assertThat(fullPage)
        .doesNotContain("http://", "https://", "<script", "<link", "<img", "src=", "@import");
  }

  @Test
  void shouldNameWhatIsNotDefined() {
    assertThat(fullPage).contains("not defined").doesNotContain("NaN", "Infinity");
  }

  @Test
  void shouldSayWhatWasNotDone() {
    assertThat(texts(Html.parsed(plainPage), "code")).contains("--survey", "--search", "--compare");
    assertThat(plainPage).contains("No questionnaire was given", "No gate was asked");
    assertThat(plainPage).doesNotContain("Cronbach");
    assertThat(fullPage)
        .contains("Cronbach", "73.33 %", "champion, version 6", "refused")
        .doesNotContain("No gate was asked");
  }

  @Test
  void shouldCompareWithWhatCostsLittle() {
    Document page = Html.parsed(plainPage);

    assertThat(texts(page, "td")).contains("bpnn", "trees", "ridge", "mean", "0.734", "0.635");
    assertThat(plainPage)
        .contains("the network of this training, 14-5-1", "must come out of every row alike")
        .doesNotContain("training (s)");
  }

  @Test
  void shouldWriteTheSameBytesAgain() {
    assertThat(Reports.html(full)).isEqualTo(fullPage);
  }

  @Test
  void shouldStaySmallWhateverTheData(@TempDir Path other) {
    TrainedModel trained =
        Reports.trained(other, 6_000, row -> "category of a very long name number " + row % 400);

    String page =
        Reports.html(new TrainingReport(trained, plain.weights(), null, null, gate(), null));

    assertThat(page.length()).isLessThan(1_000_000);
    assertThat(page)
        .contains("800 of 1,200 held-out rows, drawn with seed 1")
        .contains("the 12 of most rows of ", "more categories of fewer rows are left out");
  }

  @Test
  void shouldRefuseWhatIsNoArtifact() {
    assertThatIllegalArgumentException().isThrownBy(() -> plain.html(new byte[] {'{', '}'}));
  }
}
