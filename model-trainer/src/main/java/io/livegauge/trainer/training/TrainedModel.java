package io.livegauge.trainer.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Network;
import io.livegauge.model.Normalizer;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.Predictions;
import io.livegauge.trainer.evaluation.SessionCourse;
import io.livegauge.trainer.weights.IndicatorWeights;
import io.livegauge.trainer.weights.WeightSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A network that was trained on a data set, before it has a version.
 *
 * @param data what it was trained on and measured by
 * @param options of the training
 * @param network in plain doubles, as artifacts carry it
 * @param deeplearning4j the same as Deeplearning4j's zip, without its updater's state
 * @param course one entry an epoch that was run
 * @param stopping what early stopping did; null without patience
 * @param search how the hidden size was found; null where it was given
 * @param metrics on the held-out rows
 */
public record TrainedModel(
    Dataset data,
    TrainingOptions options,
    Network network,
    byte[] deeplearning4j,
    List<Epoch> course,
    EarlyStopping stopping,
    HiddenSearch search,
    Metrics metrics) {

  /** The same, whose hidden size was found by a search. */
  public TrainedModel foundBy(HiddenSearch found) {
    return new TrainedModel(
        data, options, network, deeplearning4j, course, stopping, found, metrics);
  }

  /**
   * How early in a session the target can be told, on the held-out ones; null where rows have no
   * time.
   */
  public SessionCourse sessionCourse() {
    return SessionCourse.of(
        Predictions.of(network, data.heldOut().inputs()),
        data.heldOut(),
        data.training(),
        data.targetWeights());
  }

  /** What a reader should know of data and training, one sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(data.summary().notes());
    int rows = data.training().size();
    int sessions = data.training().sessionCount();
    int parameters = options.parameters(network.inputs());
    String of =
        parameters + " weights and biases of " + network.inputs() + "-" + options.hidden() + "-1";
    if (rows < parameters) {
      notes.add(
          "Fewer rows than parameters: "
              + rows
              + " to learn the "
              + of
              + " from. Such a network can learn its rows by heart; trust only the held-out"
              + " figures.");
    } else if (sessions < parameters && sessions < rows) {
      notes.add(
          "Fewer sessions than parameters: the "
              + rows
              + " training rows are of "
              + sessions
              + " sessions, each with one target, and there are "
              + of
              + ". Trust only the held-out figures.");
    }
    if (Double.isNaN(metrics.r2())) {
      notes.add("All held-out rows have the same target, so there is no R2.");
    }
    return List.copyOf(notes);
  }

  /**
   * The model as a document of the contract. Everything in it but {@code createdAt} (and with it
   * the checksum) is a function of the data set, the options, the release and the processor.
   *
   * @throws TrainingException where what was trained is no valid model
   */
  public byte[] artifact(Release release) throws TrainingException {
    ModelWriter writer =
        new ModelWriter(release.version())
            .createdAt(release.createdAt().truncatedTo(ChronoUnit.SECONDS));
    if (release.validFrom() != null) {
      writer.validFrom(release.validFrom());
    }
    if (release.role() == Role.CHALLENGER) {
      writer.role(release.role());
    }
    if (data.currency() != null) {
      writer.currency(data.currency());
    }
    writer
        .features(data.features())
        .proxies(data.proxies(Indicator.A21), data.proxies(Indicator.A23))
        .layers(network.layers())
        .training(provenance(release));
    try {
      return writer.write();
    } catch (IllegalStateException e) {
      throw new TrainingException("what was trained is no valid model: " + e.getMessage(), e);
    }
  }

  private ObjectNode provenance(Release release) {
    DataSummary summary = data.summary();
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.put("rows", summary.rows());
    training.put("sessions", summary.sessions());
    training.put("seed", options.seed());
    training.put("dataSha256", summary.sha256());
    training.put("target", summary.target());
    if (!summary.targetScales().isEmpty()) {
      training.set("targetBounds", bounds(summary.targetScales(), data.targetWeights()));
    }
    if (summary.targetRange() != null) {
      training
          .putObject("targetRange")
          .put("column", summary.targetRange().column())
          .put("min", summary.targetRange().min())
          .put("max", summary.targetRange().max());
    }
    training.put("split", summary.split());
    summary.settings().forEach(training::put);
    training.put("epochs", course.size());
    training.put("batch", options.batch());
    training.put("learningRate", options.learningRate());
    training.put("hidden", options.hidden());
    if (options.threads() != TrainingOptions.DEFAULTS.threads()) {
      training.put("threads", options.threads());
    }
    if (stopping != null) {
      training
          .putObject("earlyStopping")
          .put("patience", options.patience())
          .put("maxEpochs", options.epochs())
          .put("epochTaken", stopping.epoch())
          .put("sessionsLearned", stopping.learned())
          .put("sessionsWatched", stopping.watched());
    }
    if (search != null) {
      training.set("hiddenSearch", search.toJson());
    }
    training.set("metrics", metrics.toJson());
    IndicatorWeights weights =
        IndicatorWeights.of(
            network,
            new Normalizer(data.features()).reference(),
            data.heldOut(),
            WeightSettings.forArtifact(options.seed()));
    training.set("indicatorWeights", weights.toJson());
    training.put("indicatorWeightsFrom", weights.basis());
    training.put("library", library());
    training.put("device", Device.used().wireName());
    if (release.source() != null) {
      training.put("source", release.source());
    }
    if (release.gate() != null) {
      training.set("gate", release.gate());
    }
    return training;
  }

  /** All that it takes to work out the target of another session. */
  private static ArrayNode bounds(List<Feature> scales, double[] weights) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (Feature scale : scales) {
      nodes
          .addObject()
          .put("code", scale.code().name())
          .put("min", scale.min())
          .put("max", scale.max())
          .put("reference", scale.reference())
          .put("weight", weights[scale.code().ordinal()]);
    }
    return nodes;
  }

  private static String library() {
    Properties versions = new Properties();
    try (InputStream in = TrainedModel.class.getResourceAsStream("library.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "Deeplearning4j " + versions.getProperty("deeplearning4j");
  }
}
