package io.livegauge.local.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings as a table for people, and as JSON. */
public final class FindingsText {
  private FindingsText() {}

  /** Prints a table, and below it why each thing matters; nothing where there are none. */
  public static void print(List<Finding> findings, PrintWriter out) {
    if (findings.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("LEVEL", "TOPIC", "WHAT", "IS", "SHOULD BE");
    Set<String> reasons = new LinkedHashSet<>();
    for (Finding finding : findings) {
      table.row(finding.level(), finding.topic(), finding.what(), finding.is(), finding.shouldBe());
      reasons.add(finding.what() + ": or else " + finding.why() + ".");
    }
    table.print(out);
    out.println();
    reasons.forEach(out::println);
  }

  /** The counts and all findings. */
  public static ObjectNode json(int topics, List<Finding> findings) {
    long errors = findings.stream().filter(Finding::isError).count();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topics", topics);
    json.put("errors", errors);
    json.put("warnings", findings.size() - errors);
    ArrayNode list = json.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("level", finding.level())
          .put("topic", finding.topic())
          .put("what", finding.what())
          .put("is", finding.is())
          .put("shouldBe", finding.shouldBe());
    }
    return json;
  }
}
