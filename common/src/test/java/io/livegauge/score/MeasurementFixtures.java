package io.livegauge.score;

import io.livegauge.event.Reason;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Audience;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.Quality;
import io.livegauge.measure.Measurement.Sales;
import io.livegauge.measure.Measurement.SourceCount;
import io.livegauge.measure.Measurement.Summary;
import java.util.List;
import java.util.Random;

/** Measurements for tests: a plausible one, and random ones. */
public final class MeasurementFixtures {
  private MeasurementFixtures() {}

  /** A busy room at the end of its session. */
  public static Measurement plausible() {
    long[] rejected = new long[Reason.values().length];
    rejected[Reason.DUPLICATE_ID.ordinal()] = 145;
    rejected[Reason.DUPLICATE_CART.ordinal()] = 270;
    long[] excess = new long[Interaction.values().length];
    excess[Interaction.LIKE.ordinal()] = 4113;
    return new Measurement(
        "s1",
        "h7",
        "beauty",
        "CNY",
        5200L,
        1_700_000_001_234L,
        1_700_000_000_000L,
        1_700_000_300_000L,
        true,
        figures(1),
        figures(3),
        new Audience(105, 249, 276, 125, 32_310_404, 298_766),
        new Quality(4069, 3654, rejected, excess),
        new Sales(146, 212_000, 1_200, 242, 158_522),
        List.of(
            new Mark(1_700_000_298_000L, MarkKind.PIN, "p7"),
            new Mark(1_700_000_298_500L, MarkKind.PROMO, "NOV \"11\" \uD83C\uDF89")),
        new Summary(
            1_700_000_300_000L,
            "stream_end",
            List.of(new Promotion("NOV11", 12, 18_000, 900), new Promotion("other", 1, 700, 0)),
            List.of(new SourceCount("follow", 150, 40), new SourceCount("other", 126, 6))));
  }

  /** Figures of a plausible room, a number of times over. */
  public static Figures figures(long times) {
    Figures figures = new Figures();
    figures.set(Figure.VIEWER_MILLIS, 33_192_039 * times);
    figures.set(Figure.VIEWERS, 249 * times);
    figures.set(Figure.BARRAGES, 410 * times);
    figures.set(Figure.GIFTS, 81 * times);
    figures.set(Figure.LIKES, 1800 * times);
    figures.set(Figure.SHARES, 23 * times);
    figures.set(Figure.A21_SUM, 41 * times);
    figures.set(Figure.A21_ANSWERS, 12 * times);
    figures.set(Figure.PINNED_CLICKERS, 31 * times);
    figures.set(Figure.PLAYERS, 9 * times);
    figures.set(Figure.BUYERS, 46 * times);
    figures.set(Figure.PAID, 212_000 * times);
    figures.set(Figure.REFUNDED, 1_200 * times);
    figures.set(Figure.CLICKS, 97 * times);
    figures.set(Figure.IMPRESSIONS, 640 * times);
    figures.set(Figure.CLICKERS, 70 * times);
    figures.set(Figure.STARS, 201 * times);
    figures.set(Figure.RATINGS, 48 * times);
    figures.set(Figure.FOLLOWS, 37 * times);
    figures.set(Figure.UNFOLLOWS, 4 * times);
    figures.set(Figure.AD_CLICKS, 7 * times);
    figures.set(Figure.AD_IMPRESSIONS, 330 * times);
    return figures;
  }

  /** Any figures that can be: small and large, with zeros, parts never above their wholes. */
  public static Measurement random(Random random) {
    Measurement base = plausible();
    return new Measurement(
        base.streamId(),
        random.nextBoolean() ? base.hostId() : null,
        random.nextBoolean() ? base.category() : null,
        random.nextBoolean() ? base.currency() : null,
        random.nextBoolean() ? (Long) (long) random.nextInt(10_000) : null,
        base.sessionStart(),
        base.windowStart(),
        base.windowEnd(),
        base.isFinal(),
        randomFigures(random),
        randomFigures(random),
        base.audience(),
        base.quality(),
        base.sales(),
        base.marks(),
        base.summary());
  }

  private static Figures randomFigures(Random random) {
    Figures figures = new Figures();
    long viewers = size(random);
    figures.set(Figure.VIEWERS, viewers);
    figures.set(Figure.VIEWER_MILLIS, viewers == 0 ? 0 : viewers * random.nextInt(300_000));
    for (Figure users :
        new Figure[] {Figure.PINNED_CLICKERS, Figure.PLAYERS, Figure.BUYERS, Figure.CLICKERS}) {
      figures.set(users, part(random, viewers));
    }
    for (Figure count :
        new Figure[] {
          Figure.BARRAGES,
          Figure.GIFTS,
          Figure.LIKES,
          Figure.SHARES,
          Figure.PAID,
          Figure.REFUNDED,
          Figure.IMPRESSIONS,
          Figure.FOLLOWS,
          Figure.UNFOLLOWS,
          Figure.AD_IMPRESSIONS
        }) {
      figures.set(count, size(random));
    }
    figures.set(Figure.CLICKS, part(random, figures.get(Figure.IMPRESSIONS)));
    figures.set(Figure.AD_CLICKS, part(random, figures.get(Figure.AD_IMPRESSIONS)));
    mean(random, figures, Figure.A21_SUM, Figure.A21_ANSWERS);
    mean(random, figures, Figure.A22_SUM, Figure.A22_ANSWERS);
    mean(random, figures, Figure.A23_SUM, Figure.A23_ANSWERS);
    mean(random, figures, Figure.STARS, Figure.RATINGS);
    return figures;
  }

  private static void mean(Random random, Figures figures, Figure sum, Figure count) {
    long answers = size(random);
    figures.set(count, answers);
    figures.set(sum, answers + part(random, 4 * answers));
  }

  private static long size(Random random) {
    return random.nextInt(3) == 0 ? 0 : (long) Math.exp(random.nextDouble() * 14);
  }

  private static long part(Random random, long whole) {
    return (long) (random.nextDouble() * (whole + 1));
  }
}
