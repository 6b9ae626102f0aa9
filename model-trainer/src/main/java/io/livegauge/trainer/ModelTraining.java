package io.livegauge.trainer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Network;
import io.livegauge.score.ScoringOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;

/**
 * From stores to a model artifact: read, settle, split, train, measure, write down. Everything but
 * {@code createdAt} (and with it the checksum) is a function of the stored records, the options and
 * the processor.
 */
public final class ModelTraining {
  private final Clock clock;
  private final NetworkTrainer.Progress progress;

  /**
   * Sets up training; it can be done any number of times.
   *
   * @param clock says {@code createdAt}
   * @param progress hears of every epoch
   */
  public ModelTraining(Clock clock, NetworkTrainer.Progress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What to train on and what to write into the artifact.
   *
   * @param windows directory of the window store; settlements in it count too
   * @param settlements directory of settlements that lie elsewhere, or null
   * @param options of the training
   * @param weights of the indicators in the target
   * @param weightsName what the weights are, in a few words
   * @param version of the model, above 0
   * @param validFrom event time in epoch ms, or null for always
   * @param source where the data come from, or null
   */
  public record Request(
      Path windows,
      Path settlements,
      TrainingOptions options,
      TargetWeights weights,
      String weightsName,
      long version,
      Long validFrom,
      String source) {}

  /**
   * Trains a model. Writes nothing.
   *
   * @throws TrainingException where the stores hold too little, cannot be read, or training fails
   */
  public Artifact train(Request request) throws TrainingException {
    TrainingOptions options = request.options();
    WindowStore store =
        WindowStore.read(
            request.settlements() == null
                ? List.of(request.windows())
                : List.of(request.windows(), request.settlements()));
    SettledSessions settled = new SettledSessions(store.windows(), store.settlements());
    WindowDataset data =
        WindowDataset.of(
            store.windows(), settled, request.weights(), ScoringOptions.DEFAULTS, options.seed());
    Network network =
        PlainNetwork.of(
            new NetworkTrainer(options, progress)
                .train(data.training().inputs(), data.training().targets()));
    Metrics metrics = measure(network, data.heldOut());

    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.put("rows", data.rows());
    training.put("sessions", data.sessions());
    training.put("seed", options.seed());
    training.put("dataSha256", DataChecksum.of(store.checksums()));
    training.put(
        "target",
        "settled session, mean of its 14 normalised indicators, weights: " + request.weightsName());
    training.set("targetBounds", bounds(data.targetScales()));
    training.put(
        "split",
        "by session, seeded: "
            + (data.sessions() - data.sessionsHeldOut())
            + " to learn from, "
            + data.sessionsHeldOut()
            + " held out");
    training.put("epochs", options.epochs());
    training.put("batch", options.batch());
    training.put("learningRate", options.learningRate());
    training.set("metrics", metrics.toJson());
    training.set("indicatorWeights", weights(network, data, options.seed()));
    training.put("library", library());
    if (request.source() != null) {
      training.put("source", request.source());
    }

    ModelWriter writer =
        new ModelWriter(request.version())
            .createdAt(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (request.validFrom() != null) {
      writer.validFrom(request.validFrom());
    }
    if (data.valuation().currency() != null) {
      writer.currency(data.valuation().currency());
    }
    writer
        .features(data.features())
        .proxies(data.valuation().knots(Indicator.A21), data.valuation().knots(Indicator.A23))
        .layers(network.layers())
        .training(training);
    byte[] bytes;
    try {
      bytes = writer.write();
    } catch (IllegalStateException e) {
      throw new TrainingException("what was trained is no valid model: " + e.getMessage(), e);
    }
    return new Artifact(
        bytes,
        request.version(),
        model(bytes).sha256(),
        data.rows(),
        data.sessions(),
        data.sessionsHeldOut(),
        settled.applied(),
        settled.ignored(),
        metrics);
  }

  private static Model model(byte[] bytes) {
    if (ModelReader.read(bytes) instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new IllegalStateException("the writer let an invalid model pass");
  }

  private static Metrics measure(Network network, WindowDataset.Part rows) {
    double[] predictions = new double[rows.rows()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = network.output(rows.inputs()[row]);
    }
    return Metrics.of(predictions, rows.targets());
  }

  private static ArrayNode bounds(List<Feature> scales) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (Feature scale : scales) {
      nodes
          .addObject()
          .put("code", scale.code().name())
          .put("min", scale.min())
          .put("max", scale.max());
    }
    return nodes;
  }

  private static ObjectNode weights(Network network, WindowDataset data, long seed) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = node.putArray(PermutationImportance.METHOD);
    for (PermutationImportance.Weight weight :
        PermutationImportance.of(network, data.heldOut(), seed)) {
      entries
          .addObject()
          .put("code", weight.indicator().name())
          .put("weight", weight.weight())
          .put("rank", weight.rank());
    }
    return node;
  }

  private static String library() {
    Properties versions = new Properties();
    try (InputStream in = ModelTraining.class.getResourceAsStream("library.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "Deeplearning4j " + versions.getProperty("deeplearning4j");
  }
}
