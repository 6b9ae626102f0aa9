package io.livegauge.job.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.indicator.Medians.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class OrderSampleTest {
  /** The spread after each value is that of a list of the last ones, sorted anew every time. */
  @Property(tries = 100)
  void shouldKnowTheSpreadOfTheLastValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int most) throws IOException {
    Random random = new Random(seed);
    OrderSample sample = new OrderSample();
    List<Double> last = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double value = StrictMath.log(1 + random.nextInt(30));
      sample.add(value, most);
      last.add(value);
      if (last.size() > most) {
        last.remove(0);
      }
      if (random.nextInt(30) == 0) {
        sample = OrderSample.read(new DataInputDeserializer(bytes(sample)));
      }
      assertThat(sample.size()).isEqualTo(last.size());
      assertThat(sample.spread()).isEqualTo(spreadOf(last));
    }
  }

  private static Spread spreadOf(List<Double> values) {
    double median = middle(values);
    return new Spread(median, middle(values.stream().map(v -> Math.abs(v - median)).toList()));
  }

  private static double middle(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Whether two samples hold the same values in the same order. */
  static boolean sameValues(OrderSample one, OrderSample other) {
    return Arrays.equals(bytes(one), bytes(other))
        && (one.size() == 0 || one.spread().equals(other.spread()));
  }

  private static byte[] bytes(OrderSample sample) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      sample.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.getCopyOfBuffer();
  }
}
