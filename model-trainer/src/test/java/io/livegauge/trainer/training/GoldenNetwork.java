package io.livegauge.trainer.training;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.ModelWriter;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Sessions;
import io.livegauge.trainer.data.TargetWeights;
import io.livegauge.trainer.data.WindowDataset;
import io.livegauge.trainer.data.WindowObservation;
import io.livegauge.trainer.data.WindowStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Makes the golden pair that {@link GoldenNetworkTest} compares: one network, trained on made-up
 * sessions, once as Deeplearning4j saves it and once as our artifact. The argument is the directory
 * to write to. From the repository's root, after {@code ./mvnw -pl model-trainer -am test-compile}:
 * run this class on the module's test class path with {@code
 * model-trainer/src/test/resources/golden}.
 */
public final class GoldenNetwork {
  static final String NETWORK = "network-14-5-1.zip";
  public static final String ARTIFACT = "network-14-5-1.json";

  private GoldenNetwork() {}

  public static void main(String[] arguments) throws IOException, TrainingException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected one argument: the directory to write to");
    }
    write(Path.of(arguments[0]));
  }

  public static void write(Path directory) throws IOException, TrainingException {
    List<WindowObservation> windows = Sessions.of(40, 8, 5);
    WindowDataset data =
        WindowDataset.of(
            new WindowStore(windows, List.of(), List.of()),
            TargetWeights.equal(),
            "equal",
            ScoringOptions.DEFAULTS,
            2);
    MultiLayerNetwork trained =
        new NetworkTrainer(new TrainingOptions(7, 20, 20, 0.02, 5), NetworkTrainer.Progress.NONE)
            .train(data.training().inputs(), data.training().targets());
    Files.createDirectories(directory);
    ModelSerializer.writeModel(trained, directory.resolve(NETWORK).toFile(), false);
    Files.write(
        directory.resolve(ARTIFACT),
        new ModelWriter(1)
            .createdAt(Instant.EPOCH)
            .features(data.features())
            .proxies(data.proxies(Indicator.A21), data.proxies(Indicator.A23))
            .layers(PlainNetwork.of(trained).layers())
            .write());
  }
}
