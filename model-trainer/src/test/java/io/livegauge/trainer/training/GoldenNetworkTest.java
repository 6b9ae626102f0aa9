package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Network;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** That the plain network computes what Deeplearning4j does, on a committed pair. */
class GoldenNetworkTest {
  private static final int ROWS = 1_000;

  @Test
  void shouldEqualDeeplearning4jOnTheCommittedArtifact() throws IOException {
    MultiLayerNetwork network;
    try (InputStream in = resource(GoldenNetwork.NETWORK)) {
      network = ModelSerializer.restoreMultiLayerNetwork(in);
    }
    Network plain;
    try (InputStream in = resource(GoldenNetwork.ARTIFACT)) {
      plain = network(in.readAllBytes());
    }
    assertEqualOnRandomInputs(network, plain);
  }

  @Test
  void shouldMakeAPairThatAgreesAgain(@TempDir Path directory)
      throws IOException, TrainingException {
    GoldenNetwork.write(directory);
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(directory.resolve(GoldenNetwork.NETWORK).toFile());
    assertEqualOnRandomInputs(
        network, network(Files.readAllBytes(directory.resolve(GoldenNetwork.ARTIFACT))));
  }

  private static void assertEqualOnRandomInputs(MultiLayerNetwork network, Network plain) {
    Random random = new Random(9);
    double[] flat = random.doubles((long) ROWS * 14).toArray();
    INDArray outputs = network.output(NetworkTrainer.matrix(flat, ROWS, 14));
    assertThat(outputs.dataType()).isEqualTo(DataType.DOUBLE);
    for (int row = 0; row < ROWS; row++) {
      double[] inputs = new double[14];
      System.arraycopy(flat, row * 14, inputs, 0, 14);
      assertThat(plain.output(inputs)).isCloseTo(outputs.getDouble(row, 0), within(1e-12));
    }
  }

  private static Network network(byte[] artifact) {
    ModelResult result = ModelReader.read(artifact);
    assertThat(result).isInstanceOf(ModelResult.Valid.class);
    return ((ModelResult.Valid) result).model().network();
  }

  private static InputStream resource(String name) {
    InputStream in = GoldenNetworkTest.class.getResourceAsStream("/golden/" + name);
    assertThat(in).as(name).isNotNull();
    return in;
  }
}
