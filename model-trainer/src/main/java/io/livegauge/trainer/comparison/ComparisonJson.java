package io.livegauge.trainer.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.Summary;

/** A comparison as JSON; what is not defined is null. */
public final class ComparisonJson {
  /** The value of {@code format}. */
  public static final String FORMAT = "livegauge-comparison/1";

  private ComparisonJson() {}

  /** Everything but the single predictions. */
  public static ObjectNode of(Comparison comparison) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("target", comparison.data().target());
    node.put("split", comparison.data().split());
    node.put("dataSha256", comparison.data().sha256());
    node.put("trainingRows", comparison.training().size());
    node.put("trainingSessions", comparison.training().sessionCount());
    node.put("heldOutRows", comparison.heldOut().size());
    node.put("heldOutSessions", comparison.heldOut().sessionCount());
    node.put("testVariance", comparison.testVariance());
    ArrayNode seeds = node.putArray("seeds");
    comparison.seeds().forEach(seeds::add);
    ArrayNode models = node.putArray("models");
    comparison.contenders().forEach(contender -> models.add(model(contender)));
    ArrayNode leads = node.putArray("overNetwork");
    comparison.leadsOverNetwork().forEach(lead -> leads.add(lead(lead)));
    node.put("winner", comparison.winner().name());
    node.set(
        "winnerOverNext",
        comparison
            .runnerUp()
            .map(next -> lead(comparison.lead(comparison.winner(), next)))
            .orElse(null));
    ArrayNode study = node.putArray("studyTable7");
    for (StudyTable row : StudyTable.ROWS) {
      study
          .addObject()
          .put("name", row.name())
          .put("mae", row.mae())
          .put("rmse", row.rmse())
          .put("r2", row.r2())
          .put("impliedTestVariance", row.impliedVariance());
    }
    ArrayNode notes = node.putArray("notes");
    comparison.notes().forEach(notes::add);
    return node;
  }

  private static ObjectNode model(Contender contender) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", contender.name());
    node.put("description", contender.description());
    node.put("seeded", contender.isSeeded());
    node.put("parameters", contender.parameters() == 0 ? null : contender.parameters());
    node.set("mae", summary(contender.mae()));
    node.set("rmse", summary(contender.rmse()));
    node.set("r2", summary(contender.r2()));
    node.set("seconds", summary(contender.seconds()));
    node.put("identityGap", finite(contender.identityGap()));
    ArrayNode runs = node.putArray("runs");
    for (Run run : contender.runs()) {
      ObjectNode entry = runs.addObject();
      entry.put("seed", run.seed());
      entry.setAll(run.metrics().toJson());
      entry.put("seconds", run.seconds());
    }
    return node;
  }

  private static ObjectNode summary(Summary summary) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mean", finite(summary.mean()))
        .put("sd", finite(summary.deviation()))
        .put("lower", finite(summary.lower()))
        .put("upper", finite(summary.upper()));
  }

  private static ObjectNode lead(Lead lead) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", lead.name());
    node.put("over", lead.over());
    node.set("rmseLowerBy", summary(lead.rmse()));
    ClusterBootstrap.Interval r2 = lead.r2();
    if (r2 == null) {
      node.putNull("r2HigherBy");
    } else {
      node.putObject("r2HigherBy")
          .put("mean", r2.mean())
          .put("lower", r2.lower())
          .put("upper", r2.upper());
    }
    node.put("moreThanChance", lead.isAhead() || lead.isBehind());
    return node;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
