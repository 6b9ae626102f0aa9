package io.livegauge.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.TextFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of the target, and where they are from.
 *
 * @param name in a few words
 * @param notes what a reader should know, one sentence each
 */
public record NamedWeights(TargetWeights weights, String name, List<String> notes) {
  /** What {@code screen} writes. */
  private static final String FORMAT = "livegauge-screen/1";

  /** The same for every group, and within each. */
  public static final NamedWeights EQUAL =
      new NamedWeights(TargetWeights.equal(), "equal over groups and within them", List.of());

  /**
   * The weights that {@code screen} found.
   *
   * @throws InputException where the file is none of its results, or no indicator was kept
   */
  public static NamedWeights read(Path file) throws InputException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(TextFile.read(file));
    } catch (JsonProcessingException e) {
      throw new InputException(
          file
              + ", line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ", column "
              + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
              + ": no JSON: "
              // Without where the parser began, which it says in its own terms.
              + e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")
              + "; expected is what screen --out writes",
          e);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new InputException(
          file
              + ": format '"
              + root.path("format").asText()
              + "' is not allowed; expected is "
              + FORMAT
              + ", what screen --out writes");
    }
    JsonNode weights = root.path("weights");
    if (!weights.isObject()) {
      throw new InputException(
          file + ": no weights; expected is a panel that keeps one of the 14 indicators or more");
    }
    Map<Indicator, Double> proportions = new EnumMap<>(Indicator.class);
    for (Map.Entry<String, JsonNode> entry : weights.properties()) {
      Indicator indicator =
          Arrays.stream(Indicator.values())
              .filter(one -> one.name().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InputException(
                          file
                              + ": weights."
                              + entry.getKey()
                              + " is not allowed; expected are A11 to A51"));
      if (!entry.getValue().isNumber()) {
        throw new InputException(
            file
                + ": weights."
                + entry.getKey()
                + " is "
                + entry.getValue()
                + "; expected is a number");
      }
      proportions.put(indicator, entry.getValue().doubleValue());
    }
    try {
      return new NamedWeights(
          TargetWeights.of(proportions),
          "by screen, " + file.getFileName() + ", sha256 " + DataChecksum.ofInput(file),
          root.path("invented").asBoolean()
              ? List.of("The panel behind the weights of " + file.getFileName() + " is invented.")
              : List.of());
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": weights: " + e.getMessage(), e);
    }
  }
}
