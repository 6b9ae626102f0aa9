package io.livegauge.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.livegauge.indicator.Indicator;
import io.livegauge.indicator.Indicator.Shrinkage;
import io.livegauge.model.Activation;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Layer;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Transform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Valid model artifacts with seeded weights. */
public final class TestModels {
  private TestModels() {}

  /** A champion that is valid from the beginning. */
  public static byte[] artifact(long version) {
    return writer(version).write();
  }

  /** The same, to be changed. */
  public static ModelWriter writer(long version) {
    Random random = new Random(version);
    return new ModelWriter(version)
        .createdAt(Instant.parse("2026-11-21T17:00:00Z"))
        .features(features())
        .proxies(new Knots(0.01, 0.05, 0.1, 0.2, 0.4), new Knots(0.02, 0.06, 0.12, 0.3, 0.5))
        .layers(
            List.of(
                new Layer(Activation.TANH, gaussians(random, 5, 14), gaussians(random, 1, 5)[0]),
                new Layer(Activation.SIGMOID, gaussians(random, 1, 5), gaussians(random, 1, 1)[0])))
        .training(JsonNodeFactory.instance.objectNode().put("target", "none: made for tests"));
  }

  private static List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      boolean count = indicator.shrinkage() == Shrinkage.NONE;
      boolean scale = indicator.shrinkage() == Shrinkage.MEAN && indicator != Indicator.A11;
      double max = count ? 5_000 : indicator == Indicator.A11 ? 300 : scale ? 5 : 1;
      features.add(
          new Feature(
              indicator,
              count ? Transform.LOG1P : Transform.IDENTITY,
              scale ? 1 : 0,
              max,
              indicator.direction(),
              scale ? 3 : max / 10));
    }
    return features;
  }

  private static double[][] gaussians(Random random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() / 2;
      }
    }
    return values;
  }
}
