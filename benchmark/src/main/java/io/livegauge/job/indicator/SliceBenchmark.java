package io.livegauge.job.indicator;

import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Taking together what the user buckets say of a slice and measuring its window: stage three, in a
 * room of some hundred viewers. It stands in this package since the rules are open to no other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SliceBenchmark {
  private static final int SLICES = 180;
  private static final long FIRST = 340_000_000;
  private static final int VIEWERS_OF_A_BUCKET = 30;

  private final Rules rules = Rules.of(JobConfig.defaults());
  private final StreamRules streamRules = new StreamRules(rules);
  private final List<List<SlicePartial>> slices = new ArrayList<>();

  /** Makes up a quarter of an hour. */
  @Setup
  public void prepare() {
    Random random = new Random(20261121);
    for (int slice = 0; slice < SLICES; slice++) {
      List<SlicePartial> partials = new ArrayList<>();
      for (int bucket = 0; bucket < rules.buckets; bucket++) {
        partials.add(partial(FIRST + slice, slice == 0, random));
      }
      slices.add(partials);
    }
  }

  /** All viewers are present until some slices ahead, and move on by one; some do something. */
  private SlicePartial partial(long slice, boolean isFirst, Random random) {
    long end = (slice + 1) * rules.sliceMillis;
    long last = slice + rules.presenceMillis / rules.sliceMillis;
    SlicePartial partial = new SlicePartial("room", end);
    partial.valid = VIEWERS_OF_A_BUCKET;
    partial.firstValid = end - rules.sliceMillis + random.nextInt(100);
    partial.lastValid = end - 1 - random.nextInt(100);
    partial.newViewers = isFirst ? VIEWERS_OF_A_BUCKET : 0;
    for (int viewer = 0; viewer < VIEWERS_OF_A_BUCKET; viewer++) {
      partial.present.move(last - 1, !isFirst, last);
      partial.viewerMillis.add(last, rules.sliceMillis);
    }
    for (Interaction kind : Interaction.values()) {
      partial.interactions[kind.ordinal()].add(1 + random.nextInt(4), 1 + random.nextInt(5));
    }
    partial.clickers.add(slice, 2);
    partial.figures.add(Figure.IMPRESSIONS, random.nextInt(20));
    partial.figures.add(Figure.STARS, random.nextInt(5));
    return partial;
  }

  /** Closes the slices of a session, one after the other; the figure is that of one. */
  @Benchmark
  @OperationsPerInvocation(SLICES)
  public void merge(Blackhole hole) {
    StreamState state = new StreamState();
    Results results = new Results(hole);
    for (int slice = 0; slice < SLICES; slice++) {
      long end = (FIRST + slice + 1) * rules.sliceMillis;
      streamRules.close("room", end, slices.get(slice), state, results);
    }
  }

  private record Results(Blackhole hole) implements StreamRules.Results {
    @Override
    public void measurement(Measurement measurement) {
      hole.consume(measurement);
    }

    @Override
    public void rejection(Rejection rejection) {
      hole.consume(rejection);
    }

    @Override
    public void settlement(Settlement settlement) {
      hole.consume(settlement);
    }
  }
}
