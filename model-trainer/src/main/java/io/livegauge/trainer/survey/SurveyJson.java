package io.livegauge.trainer.survey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.statistics.Bartlett;
import java.util.Locale;
import java.util.Map;

/** A survey's report as JSON; what is not defined is null. */
final class SurveyJson {
  static final String FORMAT = "livegauge-survey/1";

  private SurveyJson() {}

  static ObjectNode of(SurveyReport report) {
    SurveyDefinition definition = report.definition();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("file", report.file());
    node.put("invented", report.isInvented());
    node.put("title", report.title());
    node.putObject("scale").put("min", definition.min()).put("max", definition.max());
    node.set("answers", answers(report));
    node.put("missingAnswers", "listwise");
    SurveyAnalysis analysis = report.analysis();
    node.set("overall", scope(analysis.overall(), report, false));
    ArrayNode dimensions = node.putArray("dimensions");
    analysis.dimensions().forEach(scope -> dimensions.add(scope(scope, report, true)));
    ArrayNode items = node.putArray("items");
    for (int i = 0; i < analysis.items().size(); i++) {
      items.add(item(analysis.items().get(i), i, analysis.overall()));
    }
    node.put("bartlettMeans", report.bartlett());
    ArrayNode unused = node.putArray("columnsNotUsed");
    report.unused().forEach(unused::add);
    ArrayNode problems = node.putArray("problems");
    analysis.problems().forEach(problems::add);
    return node;
  }

  private static ObjectNode answers(SurveyReport report) {
    Screening screening = report.screening();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sent", report.definition().sent());
    node.put("returned", screening.returned());
    node.put("valid", screening.valid());
    node.put("recoveryRate", report.recoveryRate());
    node.put("recoveryRateOf", report.definition().sent() == null ? "returned" : "sent");
    node.set("excludedByFirstReason", counts(screening.byFirst()));
    node.set("excludedByAnyReason", counts(screening.byAny()));
    node.put("durationUnknown", screening.durationUnknown());
    ArrayNode excluded = node.putArray("excluded");
    for (Screening.Excluded row : screening.excluded()) {
      ObjectNode entry = excluded.addObject().put("line", row.line());
      ArrayNode reasons = entry.putArray("reasons");
      row.reasons().forEach(reason -> reasons.add(name(reason)));
    }
    return node;
  }

  private static ObjectNode counts(Map<Screening.Reason, Integer> counts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    counts.forEach((reason, count) -> node.put(name(reason), count));
    return node;
  }

  private static String name(Screening.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode scope(
      SurveyAnalysis.Scope scope, SurveyReport report, boolean withItems) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", scope.name());
    node.put("rows", report.screening().valid());
    node.put("itemCount", scope.items().size());
    node.put("alpha", scope.alpha());
    node.put("alphaStandardised", scope.standardised());
    node.put("kmo", scope.kmo());
    Bartlett test = scope.bartlett();
    if (test == null) {
      node.putNull("bartlett");
    } else {
      node.putObject("bartlett")
          .put("chiSquare", test.chiSquare())
          .put("degreesOfFreedom", test.degreesOfFreedom())
          .put("p", test.p())
          .put("log10P", test.log10P())
          .put("determinant", Math.exp(test.logDeterminant()))
          .put("logDeterminant", test.logDeterminant());
    }
    if (withItems) {
      ArrayNode items = node.putArray("items");
      for (int place = 0; place < scope.items().size(); place++) {
        ObjectNode item = items.addObject();
        item.put("column", report.definition().items().get(scope.items().get(place)).column());
        coefficients(item, scope, place);
      }
    }
    return node;
  }

  private static void coefficients(ObjectNode node, SurveyAnalysis.Scope scope, int place) {
    node.put("itemRestCorrelation", scope.itemRests()[place]);
    node.put("alphaIfDropped", scope.alphas()[place]);
    node.put("kmo", scope.kmo(place));
  }

  private static ObjectNode item(
      SurveyAnalysis.ItemStatistics statistics, int place, SurveyAnalysis.Scope overall) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    SurveyDefinition.Item item = statistics.item();
    node.put("column", item.column());
    node.put("text", item.text());
    node.put("indicator", item.indicator() == null ? null : item.indicator().name());
    node.put("dimension", item.dimension());
    node.put("reversed", item.isReversed());
    node.put("mean", statistics.mean());
    node.put("standardDeviation", statistics.deviation());
    node.put("min", statistics.min());
    node.put("max", statistics.max());
    ObjectNode counts = node.putObject("counts");
    statistics.counts().forEach((answer, count) -> counts.put(answer.toString(), count));
    coefficients(node, overall, place);
    return node;
  }
}
