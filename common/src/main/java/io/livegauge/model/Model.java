package io.livegauge.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import java.util.List;

/**
 * A checked model artifact. Immutable and thread-safe; made by {@link ModelReader} alone, so every
 * one that exists has passed its checks. State and shuffles carry {@link #bytes()}.
 */
public final class Model {
  private final byte[] bytes;
  private final long version;
  private final String sha256;
  private final String createdAt;
  private final long validFrom;
  private final Role role;
  private final String currency;
  private final List<Feature> features;
  private final Knots displayProxy;
  private final Knots gameProxy;
  private final JsonNode training;
  private final Network network;
  private final Normalizer normalizer;
  private final double[] reference;
  private final double baselineScore;

  Model(
      byte[] bytes,
      long version,
      String sha256,
      String createdAt,
      long validFrom,
      Role role,
      String currency,
      List<Feature> features,
      Knots displayProxy,
      Knots gameProxy,
      Network network,
      JsonNode training) {
    this.bytes = bytes.clone();
    this.version = version;
    this.sha256 = sha256;
    this.createdAt = createdAt;
    this.validFrom = validFrom;
    this.role = role;
    this.currency = currency;
    this.features = List.copyOf(features);
    this.displayProxy = displayProxy;
    this.gameProxy = gameProxy;
    this.network = network;
    this.training = training;
    this.normalizer = new Normalizer(features);
    this.reference = normalizer.reference();
    this.baselineScore = score(reference);
  }

  /** The document as it was read, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Above 0; a higher one replaces a lower one. */
  public long version() {
    return version;
  }

  /** Checksum of the document, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** When it was made, ISO 8601, or null where the document does not say. */
  public String createdAt() {
    return createdAt;
  }

  /** Event time, epoch ms: it scores windows that end then or later. */
  public long validFrom() {
    return validFrom;
  }

  public Role role() {
    return role;
  }

  /** The currency that sales were learned in, or null for any. */
  public String currency() {
    return currency;
  }

  /** The 14, in the order of {@link Indicator}. */
  public List<Feature> features() {
    return features;
  }

  /** The feature of an indicator. */
  public Feature feature(Indicator indicator) {
    return features.get(indicator.ordinal());
  }

  /** The map from a ratio to the scale 1 to 5 for A21 and A23; null for the others. */
  public Knots proxy(Indicator indicator) {
    return switch (indicator) {
      case A21 -> displayProxy;
      case A23 -> gameProxy;
      default -> null;
    };
  }

  public Network network() {
    return network;
  }

  /** The network's layers. */
  public List<Layer> layers() {
    return network.layers();
  }

  public Normalizer normalizer() {
    return normalizer;
  }

  /** How it was trained, a copy; null where the document does not say. */
  public JsonNode training() {
    return training == null ? null : training.deepCopy();
  }

  /** The reference values on the network's scale, a copy. */
  public double[] reference() {
    return reference.clone();
  }

  /** The score of the reference vector, 0 to 100, not rounded. */
  public double baselineScore() {
    return baselineScore;
  }

  /**
   * The score of normalised inputs: 100 times the network's output, clipped to 0 to 100, not
   * rounded.
   */
  public double score(double[] inputs) {
    double score = 100 * network.output(inputs);
    return score < 0 ? 0 : Math.min(score, 100);
  }

  /** Whether sales of a stream in that currency (null: unknown) can be compared with training's. */
  public boolean takesSalesIn(String streamCurrency) {
    return currency == null || streamCurrency == null || currency.equals(streamCurrency);
  }

  /** By version and checksum. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Model model && version == model.version && sha256.equals(model.sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return "model " + version + " (" + role.wireName() + ", " + sha256 + ")";
  }
}
