package io.livegauge.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFileTest {
  @TempDir private Path directory;

  @Test
  void shouldReadWhatWholeRowsSay() throws IOException, TrainingException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(5, 6, 1));
    List<WindowObservation> whole = new ArrayList<>();
    for (Path file : StoreFiles.in(List.of(directory))) {
      StoreFiles.read(file, row -> whole.add(WindowStore.observation(row)), settlement -> {});
    }
    List<WindowObservation> parts = WindowStore.read(List.of(directory)).windows();
    assertThat(parts).hasSameSizeAs(whole).hasSize(30);
    for (int i = 0; i < parts.size(); i++) {
      WindowObservation part = parts.get(i);
      WindowObservation expected = whole.get(i);
      assertThat(part.session()).isEqualTo(expected.session());
      assertThat(part.windowEnd()).isEqualTo(expected.windowEnd());
      assertThat(part.currency()).isEqualTo(expected.currency());
      assertThat(part.category()).isEqualTo(expected.category());
      assertSame(part.scored(), expected.scored());
      assertThat(part.isFinal()).isEqualTo(expected.isFinal());
      if (part.isFinal()) {
        assertSame(part.settled(), expected.settled());
      }
    }
  }

  private static void assertSame(Fractions actual, Fractions expected) {
    for (Indicator indicator : Indicator.values()) {
      assertThat(actual.numerator(indicator)).isEqualTo(expected.numerator(indicator));
      assertThat(actual.denominator(indicator)).isEqualTo(expected.denominator(indicator));
      assertThat(actual.isProxy(indicator)).isEqualTo(expected.isProxy(indicator));
    }
  }

  @Test
  void shouldNameAFileThatIsCutOff() throws IOException {
    StoredSessions.writeWindows(directory, StoredSessions.measurements(5, 6, 1));
    Path file = directory.resolve("2023-11-14/part-1.avro");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    assertThatThrownBy(() -> WindowStore.read(List.of(directory)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("part-1.avro holds neither windows nor settlements: it is cut");
  }
}
