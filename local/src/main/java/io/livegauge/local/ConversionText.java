package io.livegauge.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.simulator.replay.kuailive.FileReport;
import io.livegauge.simulator.replay.kuailive.KuaiLiveReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** What a conversion did, for people and for programs. */
final class ConversionText {
  private ConversionText() {}

  /** Prints what became of one file: a line, and one for each reason. */
  static void print(FileReport report, PrintWriter out) {
    if (!report.isThere()) {
      out.printf(Locale.ROOT, "%-12s is not there%n", report.file().fileName());
    } else {
      out.printf(
          Locale.ROOT,
          "%-12s %,12d rows %,13d events%s%n",
          report.file().fileName(),
          report.rows(),
          report.events(),
          report.notChosen() == 0
              ? ""
              : String.format(Locale.ROOT, " %,12d of other rooms", report.notChosen()));
      reasons("left out", report.leftOut(), report, out);
      reasons("but", report.noted(), report, out);
    }
    out.flush();
  }

  private static void reasons(
      String what, Map<String, Long> counts, FileReport report, PrintWriter out) {
    counts.forEach(
        (reason, count) ->
            out.printf(
                Locale.ROOT,
                "  %-8s %,14d %s (first: line %d)%n",
                what,
                count,
                reason,
                report.firstLines().get(reason)));
  }

  /** The whole conversion: {@code events}, {@code files}, {@code missing}. */
  static ObjectNode json(KuaiLiveReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", report.events());
    ObjectNode files = json.putObject("files");
    ArrayNode missing = json.putArray("missing");
    for (FileReport file : report.files()) {
      if (file.isThere()) {
        ObjectNode node = files.putObject(file.file().fileName());
        node.put("rows", file.rows());
        node.put("events", file.events());
        node.put("notChosen", file.notChosen());
        ObjectNode leftOut = node.putObject("leftOut");
        file.leftOut().forEach(leftOut::put);
        ObjectNode noted = node.putObject("noted");
        file.noted().forEach(noted::put);
      } else {
        missing.add(file.file().fileName());
      }
    }
    return json;
  }
}
