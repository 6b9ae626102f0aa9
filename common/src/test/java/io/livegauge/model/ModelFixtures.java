package io.livegauge.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Models for tests: a plausible one by hand, and random ones. */
public final class ModelFixtures {
  private ModelFixtures() {}

  /** The hand-made champion, version 3. */
  public static Model champion() {
    return read(writer(3).role(Role.CHAMPION).write());
  }

  /** The hand-made model under another version, with a role and a first event time. */
  public static Model of(long version, Role role, long validFrom) {
    return read(writer(version).role(role).validFrom(validFrom).write());
  }

  /** The hand-made model's parts: bounds of a middling room, five tanh neurons, sigmoid output. */
  public static ModelWriter writer(long version) {
    double[][] hidden = new double[5][Indicator.values().length];
    double[] bias = {-0.4, 0.1, -0.2, 0.3, 0};
    for (int i = 0; i < hidden.length; i++) {
      for (int j = 0; j < hidden[i].length; j++) {
        hidden[i][j] = ((i * 7 + j * 3) % 11 - 3) / 8.0;
      }
    }
    double[][] output = {{0.9, 0.4, -0.2, 0.7, 0.5}};
    return new ModelWriter(version)
        .createdAt(Instant.parse("2026-11-21T17:00:00Z"))
        .features(features())
        .proxies(new Knots(0.005, 0.02, 0.05, 0.1, 0.2), new Knots(0.01, 0.03, 0.08, 0.15, 0.3))
        .layers(
            List.of(
                new Layer(Activation.TANH, hidden, bias),
                new Layer(Activation.SIGMOID, output, new double[] {-0.6})))
        .training(training());
  }

  /** The hand-made features. */
  public static List<Feature> features() {
    return List.of(
        feature(Indicator.A11, Transform.LOG1P, 5, 280, 120),
        feature(Indicator.A12, Transform.LOG1P, 0, 4000, 300),
        feature(Indicator.A13, Transform.LOG1P, 0, 900, 60),
        feature(Indicator.A14, Transform.LOG1P, 0, 20000, 1500),
        feature(Indicator.A21, Transform.IDENTITY, 1, 5, 3),
        feature(Indicator.A22, Transform.IDENTITY, 1, 5, 3.2),
        feature(Indicator.A23, Transform.IDENTITY, 1, 5, 2.8),
        feature(Indicator.A31, Transform.IDENTITY, 0, 0.4, 0.08),
        feature(Indicator.A32, Transform.LOG1P, -5000, 2000000, 90000),
        feature(Indicator.A33, Transform.IDENTITY, 0, 0.6, 0.15),
        feature(Indicator.A41, Transform.IDENTITY, 1, 5, 4.1),
        feature(Indicator.A42, Transform.IDENTITY, 0, 0.05, 0.004),
        feature(Indicator.A43, Transform.IDENTITY, -0.02, 0.1, 0.02),
        feature(Indicator.A51, Transform.IDENTITY, 0, 0.2, 0.03));
  }

  /** A network of random shape with the given activations to choose from. */
  public static Network randomNetwork(Random random, Activation... activations) {
    List<Layer> layers = new ArrayList<>();
    int inputs = Indicator.values().length;
    int hidden = random.nextInt(3);
    for (int i = 0; i <= hidden; i++) {
      int neurons = i == hidden ? 1 : 1 + random.nextInt(8);
      double[][] weights = new double[neurons][inputs];
      double[] bias = new double[neurons];
      for (int n = 0; n < neurons; n++) {
        for (int j = 0; j < inputs; j++) {
          weights[n][j] = random.nextGaussian();
        }
        bias[n] = random.nextGaussian();
      }
      layers.add(new Layer(activations[random.nextInt(activations.length)], weights, bias));
      inputs = neurons;
    }
    return new Network(layers);
  }

  /** The hand-made features with a random network, and random references within their bounds. */
  public static Model random(Random random, long version) {
    List<Feature> features = new ArrayList<>();
    for (Feature f : features()) {
      double reference = f.min() + random.nextDouble() * (f.max() - f.min());
      features.add(
          new Feature(f.code(), f.transform(), f.min(), f.max(), f.direction(), reference));
    }
    return read(
        writer(version)
            .features(features)
            .layers(randomNetwork(random, Activation.values()).layers())
            .write());
  }

  /** The model of a document that must be valid. */
  public static Model read(byte[] json) {
    if (ModelReader.read(json) instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new AssertionError(ModelReader.read(json));
  }

  /** The hand-made document as a tree that can be spoilt. */
  public static ObjectNode document() {
    try {
      return (ObjectNode) ModelReader.MAPPER.readTree(writer(3).role(Role.CHAMPION).write());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Feature feature(
      Indicator code, Transform transform, double min, double max, double reference) {
    return new Feature(code, transform, min, max, code.direction(), reference);
  }

  private static JsonNode training() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rows", 0)
        .put("target", "none: made by hand for tests");
  }
}
