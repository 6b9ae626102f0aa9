package io.livegauge.benchmark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTrainerTest {
  @ParameterizedTest
  @CsvSource({"5, 20", "16, 64"})
  void shouldLoseInEveryEpochWhatTheTrainerLoses(int hidden, int batch) throws TrainingException {
    TrainingOptions options = new TrainingOptions(7, 10, batch, 0.01, hidden);
    // The last batch is a smaller one.
    TrainingBenchmark.Rows rows = TrainingBenchmark.Rows.of(310);
    List<Double> trainers = new ArrayList<>();
    new NetworkTrainer(options, (epoch, epochs) -> trainers.add(epoch.trainingLoss()))
        .train(rows.inputs(), rows.targets());

    double[] plain = new PlainTrainer(options, 14).train(rows.inputs(), rows.targets());

    assertThat(plain).hasSize(10);
    assertThat(plain[9]).isLessThan(plain[0] / 2);
    for (int epoch = 0; epoch < plain.length; epoch++) {
      assertThat(plain[epoch])
          .as("epoch %d", epoch + 1)
          .isCloseTo(trainers.get(epoch), within(1e-9));
    }
  }
}
