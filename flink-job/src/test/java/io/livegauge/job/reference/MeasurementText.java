package io.livegauge.job.reference;

import io.livegauge.event.Reason;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Measurements as text: equal exactly where everything in them is, and readable where it is not.
 */
public final class MeasurementText {
  private MeasurementText() {}

  /** One line; figures and counts that are 0 are left out. */
  public static String of(Measurement m) {
    List<String> rejected = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      addUnlessZero(rejected, reason.name(), m.quality().rejected()[reason.ordinal()]);
    }
    List<String> excess = new ArrayList<>();
    for (Interaction kind : Interaction.values()) {
      addUnlessZero(excess, kind.wireName(), m.quality().excess()[kind.ordinal()]);
    }
    return String.join(
        " ",
        m.streamId(),
        "end=" + m.windowEnd(),
        "windowStart=" + m.windowStart(),
        "sessionStart=" + m.sessionStart(),
        "final=" + m.isFinal(),
        "host=" + m.hostId() + "/" + m.category() + "/" + m.currency() + "/" + m.followers(),
        "window=" + text(m.window()),
        "session=" + text(m.session()),
        m.audience().toString(),
        "valid=" + m.quality().valid(),
        "accepted=" + m.quality().accepted(),
        "rejected=" + rejected,
        "excess=" + excess,
        m.sales().toString(),
        "marks=" + m.marks(),
        "summary=" + m.summary());
  }

  /** One line each. */
  public static List<String> of(List<Measurement> measurements) {
    return measurements.stream().map(MeasurementText::of).toList();
  }

  private static String text(Figures figures) {
    List<String> parts = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      addUnlessZero(parts, figure.name(), figures.get(figure));
    }
    return parts.toString();
  }

  private static void addUnlessZero(List<String> parts, String name, long value) {
    if (value != 0) {
      parts.add(name + "=" + value);
    }
  }
}
