package io.livegauge.dashboard;

import io.livegauge.event.Reason;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.SourceCount;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoreStats;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.score.SessionSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rooms that nobody runs, scored as the job would: figures that wander by a seed, measured over a
 * window of 60 slices of 5 s and over the session, scored by the job's bundled model. The same seed
 * gives the same bytes.
 */
public final class MadeUpRooms {
  public static final long SLICE_MILLIS = 5_000;

  private static final int WINDOW_SLICES = 60;
  private static final List<String> CATEGORIES =
      List.of("beauty", "fashion", "food", "electronics", "home");
  private static final Figure[] FIGURES = Figure.values();

  private final Model model;
  private final Random random;
  private final List<Room> rooms = new ArrayList<>();
  private long windowEnd;

  /**
   * Rooms {@code s0000}, {@code s0001}, …; every second belongs to a host with another one.
   *
   * @param begin the slice end before the first one, epoch ms, a multiple of 5,000
   */
  public MadeUpRooms(long seed, int count, long begin) {
    this.model = bundledModel();
    this.random = new Random(seed);
    this.windowEnd = begin;
    for (int i = 0; i < count; i++) {
      rooms.add(new Room(i, begin));
    }
  }

  /** The slice end of the newest records. */
  public long windowEnd() {
    return windowEnd;
  }

  /** The records of all rooms at the next slice end. */
  public List<ScoreRecord> next() {
    windowEnd += SLICE_MILLIS;
    return rooms.stream().map(room -> room.next(false)).toList();
  }

  /** The last record of a room, which then is no more, and the summary of its session. */
  public Ended end(int index) {
    Room room = rooms.remove(index);
    ScoreRecord last = room.next(true);
    return new Ended(last, room.summary());
  }

  /** A session's last words. */
  public record Ended(ScoreRecord last, SessionSummary summary) {}

  private static Model bundledModel() {
    String name = "/io/livegauge/job/scoring/default-model.json";
    try (InputStream in = MadeUpRooms.class.getResourceAsStream(name)) {
      if (ModelReader.read(in.readAllBytes()) instanceof ModelResult.Valid valid) {
        return valid.model();
      }
      throw new IllegalStateException(name + " is no valid model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Room {
    private final String streamId;
    private final String hostId;
    private final String category;
    private final String currency;
    private final long followers;
    private final long sessionStart;
    private final Deque<long[]> slices = new ArrayDeque<>();
    private final Figures session = new Figures();
    private final long[] rejected = new long[Reason.values().length];
    private final long[] excess = new long[Interaction.values().length];
    private final ScoreStats scores = new ScoreStats();
    private final int price;
    private double viewers;
    private double mood = random.nextGaussian();
    private long peak;
    private long distinct;
    private long valid;
    private long orders;
    private long gifts;
    private long promotionOrders;
    private Measurement last;

    Room(int index, long begin) {
      streamId = String.format(Locale.ROOT, "s%04d", index);
      hostId = "h" + index / 2;
      category = CATEGORIES.get(index % CATEGORIES.size());
      currency = index % 10 == 9 ? "USD" : "CNY";
      followers = 1_000 + (long) random.nextInt(50_000);
      sessionStart = begin + 1L + random.nextInt((int) SLICE_MILLIS - 1);
      viewers = Math.exp(4.6 + 1.1 * random.nextGaussian());
      price = 1_500 + random.nextInt(15_000);
    }

    ScoreRecord next(boolean isFinal) {
      mood = 0.985 * mood + 0.16 * random.nextGaussian();
      viewers = Math.max(1, viewers * Math.exp(0.03 * random.nextGaussian() + 0.004 * mood));
      long present = Math.round(viewers);
      peak = Math.max(peak, present);
      long arrived = slices.isEmpty() ? present : count(viewers / 60);
      distinct += arrived;
      slices.addLast(slice(present, arrived));
      List<Mark> marks = marks();
      if (slices.size() > WINDOW_SLICES) {
        slices.removeFirst();
      }
      for (Figure figure : FIGURES) {
        session.add(figure, slices.getLast()[figure.ordinal()]);
      }
      last = measurement(present, marks, isFinal);
      ScoreRecord record = Scorer.score(last, model, null, ScoringOptions.DEFAULTS);
      scores.add(record.score10000(), record.windowEnd());
      return record;
    }

    SessionSummary summary() {
      return Scorer.summarize(last, model, scores, ScoringOptions.DEFAULTS);
    }

    private long[] slice(long present, long arrived) {
      double lively = Math.exp(0.35 * mood);
      long[] f = new long[FIGURES.length];
      f[Figure.VIEWER_MILLIS.ordinal()] = present * SLICE_MILLIS;
      f[Figure.VIEWERS.ordinal()] = arrived;
      f[Figure.BARRAGES.ordinal()] = count(present * 0.06 * lively);
      f[Figure.GIFTS.ordinal()] = count(present * 0.008 * lively);
      f[Figure.LIKES.ordinal()] = count(present * 0.5 * lively);
      f[Figure.SHARES.ordinal()] = count(present * 0.004 * lively);
      f[Figure.PINNED_CLICKERS.ordinal()] = Math.min(arrived, count(arrived * 0.12));
      f[Figure.PLAYERS.ordinal()] = Math.min(arrived, count(arrived * 0.05));
      long bought = count(present * 0.0012 * lively * lively);
      orders += bought;
      f[Figure.BUYERS.ordinal()] = Math.min(arrived, bought);
      f[Figure.PAID.ordinal()] = bought * price;
      f[Figure.REFUNDED.ordinal()] = random.nextInt(20) == 0 ? count(orders * 0.01) * price : 0;
      f[Figure.IMPRESSIONS.ordinal()] = count(present * 0.2);
      f[Figure.CLICKS.ordinal()] = count(present * 0.03 * lively);
      f[Figure.CLICKERS.ordinal()] = Math.min(arrived, count(present * 0.002 * lively));
      long ratings = count(present * 0.0012);
      f[Figure.RATINGS.ordinal()] = ratings;
      f[Figure.STARS.ordinal()] = ratings * Math.round(Math.min(5, Math.max(1, 4.1 + 0.6 * mood)));
      f[Figure.FOLLOWS.ordinal()] = count(arrived * 0.1 * lively);
      f[Figure.UNFOLLOWS.ordinal()] = count(arrived * 0.01 / lively);
      f[Figure.AD_IMPRESSIONS.ordinal()] = count(present * 0.01);
      f[Figure.AD_CLICKS.ordinal()] = count(present * 0.0008 * lively);
      gifts += f[Figure.GIFTS.ordinal()];
      long records = present + f[Figure.BARRAGES.ordinal()] + bought;
      valid += records;
      reject(Reason.DUPLICATE_ID, records * 0.03);
      reject(Reason.DUPLICATE_INTERACTION, records * 0.01);
      reject(Reason.DUPLICATE_CART, records * 0.004);
      reject(Reason.SUSPECT_RATING, ratings * 0.1);
      return f;
    }

    private void reject(Reason reason, double mean) {
      rejected[reason.ordinal()] += count(mean);
    }

    /** A count with that mean: its whole part, and one more by chance. */
    private long count(double mean) {
      long whole = (long) mean;
      return whole + (random.nextDouble() < mean - whole ? 1 : 0);
    }

    private List<Mark> marks() {
      long time = windowEnd - 2_000;
      return switch (random.nextInt(90)) {
        case 0 -> List.of(new Mark(time, MarkKind.PIN, "p" + random.nextInt(20)));
        case 1 -> List.of(new Mark(time, MarkKind.GAME, "wheel-" + random.nextInt(5)));
        case 2 -> promotion(time);
        default -> List.of();
      };
    }

    private List<Mark> promotion(long time) {
      promotionOrders += 3;
      return List.of(new Mark(time, MarkKind.PROMO, "NOV" + random.nextInt(30)));
    }

    private Measurement measurement(long present, List<Mark> marks, boolean isFinal) {
      Figures window = new Figures();
      for (long[] slice : slices) {
        for (Figure figure : FIGURES) {
          window.add(figure, slice[figure.ordinal()]);
        }
      }
      long inWindow = Math.max(1, Math.max(present, window.get(Figure.VIEWERS)));
      window.set(Figure.VIEWERS, inWindow);
      long rejections = 0;
      for (long one : rejected) {
        rejections += one;
      }
      return new Measurement(
          streamId,
          hostId,
          category,
          currency,
          followers,
          sessionStart,
          windowEnd - WINDOW_SLICES * SLICE_MILLIS,
          windowEnd,
          isFinal,
          window,
          session.copy(),
          new Measurement.Audience(
              present,
              inWindow,
              distinct,
              peak,
              session.get(Figure.VIEWER_MILLIS),
              windowEnd - sessionStart),
          new Measurement.Quality(valid, valid - rejections, rejected.clone(), excess.clone()),
          new Measurement.Sales(
              orders, session.get(Figure.PAID), session.get(Figure.REFUNDED), gifts, gifts * 655),
          marks,
          isFinal
              ? new Measurement.Summary(
                  windowEnd,
                  "stream_end",
                  List.of(new Promotion("NOV11", promotionOrders, promotionOrders * price, 900)),
                  List.of(
                      new SourceCount("follow", distinct / 2, orders / 2),
                      new SourceCount("recommend", distinct / 3, orders / 4)))
              : null);
    }
  }
}
