package io.livegauge.trainer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PageTest {
  private static final String HOSTILE = "</title><script>alert(\"1\")</script>&amp;\u0000";

  private static Page page() {
    CategoryChart bars = ChartStyle.bars(ChartStyle.HALF, 2, "", "share");
    bars.addSeries(HOSTILE, List.of("a", "b"), List.of(1, 2)).setFillColor(Palette.BLUE.color());
    XYChart plot = ChartStyle.plot(ChartStyle.HALF, "x", "y");
    plot.addSeries("line", new double[] {1, 2}, new double[] {3, 4});
    return new Page(HOSTILE)
        .faint(HOSTILE)
        .contents()
        .heading("One " + HOSTILE)
        .tiles(List.of(new Page.Tile(HOSTILE, HOSTILE, HOSTILE), new Page.Tile("a", "b", null)))
        .list(List.of(HOSTILE))
        .list(List.of())
        .note(HOSTILE)
        .verbatim(HOSTILE)
        .heading("Two")
        .table(new Table(HOSTILE, "b").row(HOSTILE, HOSTILE).markedRow("c", "d"))
        .figure(HOSTILE, List.of(bars, plot), List.of(HOSTILE, "lines"));
  }

  @Test
  void shouldBeWellFormedWithHostileText() {
    String html = page().html();

    Document document = Html.parsed(html);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("</title><script>alert(\"1\")</script>&amp;\uFFFD");
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(2);
  }

  @Test
  void shouldAskNobodyForAnything() {
    assertThat(page().html())
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "src=", "@import", "<link");
  }

  @Test
  void shouldLinkEverySection() {
    Document document = Html.parsed(page().html());

    NodeList links = document.getElementsByTagName("a");
    NodeList headings = document.getElementsByTagName("h2");
    assertThat(links.getLength()).isEqualTo(2).isEqualTo(headings.getLength());
    for (int i = 0; i < links.getLength(); i++) {
      assertThat(((Element) links.item(i)).getAttribute("href"))
          .isEqualTo("#" + ((Element) headings.item(i)).getAttribute("id"));
      assertThat(links.item(i).getTextContent()).isEqualTo(headings.item(i).getTextContent());
    }
  }

  @Test
  void shouldKeepOptionsWhole() {
    assertThat(new Page("t").faint("see --a-b, or (--c), not x--d").html())
        .contains("see <code>--a-b</code>, or (<code>--c</code>), not x--d");
  }

  @Test
  void shouldNameEveryClipOnce() {
    NodeList clips = Html.parsed(page().html()).getElementsByTagName("clipPath");

    List<String> ids =
        IntStream.range(0, clips.getLength())
            .mapToObj(i -> ((Element) clips.item(i)).getAttribute("id"))
            .toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void shouldDrawInThePagesColours() {
    assertThat(page().html())
        .contains("fill=\"var(--blue)\"", "--blue: #2f6db5;", "--blue: #6ba4e7;")
        .contains("stroke=\"var(--rule)\"")
        .doesNotContain("rgb(47,109,181)", "\"white\"", "\"black\"");
  }

  @Test
  void shouldHaveTheSameBytesAgain() {
    assertThat(page().html()).isEqualTo(page().html());
  }

  @Test
  void shouldRefuseRowsOfAnotherLength() {
    Table table = new Table("a", "b");

    assertThatIllegalArgumentException().isThrownBy(() -> table.row("one"));
  }
}
