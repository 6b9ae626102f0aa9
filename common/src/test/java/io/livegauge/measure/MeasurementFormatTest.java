package io.livegauge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.score.MeasurementFixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MeasurementFormatTest {
  @Property(tries = 200)
  void shouldReadBackWhatItWrote(@ForAll long seed) throws IOException {
    Measurement measurement = MeasurementFixtures.random(new Random(seed));

    assertSame(read(write(measurement)), measurement);
  }

  @Test
  void shouldReadBackExtremes() throws IOException {
    Measurement plausible = MeasurementFixtures.plausible();
    Figures figures = new Figures();
    Arrays.fill(figures.values(), Long.MIN_VALUE);
    figures.set(Figure.PAID, Long.MAX_VALUE);
    Measurement measurement =
        new Measurement(
            "",
            null,
            "\uD83C\uDF89",
            null,
            0L,
            Long.MAX_VALUE,
            -1,
            0,
            false,
            figures,
            new Figures(),
            plausible.audience(),
            plausible.quality(),
            plausible.sales(),
            List.of(),
            null);

    assertSame(read(write(measurement)), measurement);
  }

  @Test
  void shouldRefuseAnotherVersion() throws IOException {
    byte[] bytes = write(MeasurementFixtures.plausible());
    bytes[0] = 2;

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }

  @Property(tries = 500)
  void shouldFailCleanlyOnDamagedBytes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = write(MeasurementFixtures.plausible());
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    Measurement damaged;
    try {
      damaged = read(cut);
    } catch (IOException e) {
      return;
    }
    assertThat(damaged.streamId()).as("any other value is one that may be").isNotNull();
  }

  private static void assertSame(Measurement actual, Measurement expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  private static byte[] write(Measurement measurement) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MeasurementFormat.write(measurement, new DataOutputStream(out));
    return out.toByteArray();
  }

  private static Measurement read(byte[] bytes) throws IOException {
    return MeasurementFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
