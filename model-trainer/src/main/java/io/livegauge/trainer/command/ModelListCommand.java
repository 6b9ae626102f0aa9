package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryOpener;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code model list}: the versions of a registry. */
@Command(
    name = "list",
    description = {
      "Lists the versions of the registry; times are UTC.",
      "The last line of the output is JSON: registry, current, versions."
    })
final class ModelListCommand extends RegistryCommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int CHECKSUM_SHOWN = 8;

  ModelListCommand(RegistryOpener opener, Clock clock) {
    super(opener, clock);
  }

  @Override
  void run() throws IOException {
    Registry registry = registry();
    List<Entry> entries = registry.entries();
    Long current = registry.current().map(Entry::version).orElse(null);
    PrintWriter out = line().getOut();
    if (entries.isEmpty()) {
      out.println("No versions in " + registry.location());
    } else {
      print(out, "VER.", "STATE", "CREATED", "ROWS", "R2", "DATA", "NOTE");
      for (Entry entry : entries) {
        JsonNode r2 = entry.metrics().path("r2");
        print(
            out,
            entry.version(),
            state(entry, current),
            TIME.format(entry.createdAt()),
            entry.rows() == null ? "-" : String.format(Locale.ROOT, "%,d", entry.rows()),
            r2.isNumber() ? String.format(Locale.ROOT, "%.4f", r2.doubleValue()) : "-",
            entry.dataSha256() == null ? "-" : start(entry.dataSha256()),
            note(entry));
      }
    }
    out.println(json(registry, entries, current));
  }

  private static void print(PrintWriter out, Object... cells) {
    String row = String.format(Locale.ROOT, "%4s  %-10s  %-16s  %9s  %6s  %-8s  %s", cells);
    out.println(cut(row.stripTrailing(), Console.WIDTH));
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "~";
  }

  private static String start(String checksum) {
    String shown = Console.printable(checksum);
    return shown.substring(0, Math.min(CHECKSUM_SHOWN, shown.length()));
  }

  private static String state(Entry entry, Long current) {
    if (!entry.isPromoted()) {
      return "challenger";
    }
    return current != null && current == entry.version() ? "current" : "promoted";
  }

  private static String note(Entry entry) {
    if (entry.rollbackOf() != null) {
      return "rollback of " + entry.rollbackOf();
    }
    String compared = entry.comparedWith() == null ? "" : "compared with " + entry.comparedWith();
    if (entry.note() == null) {
      return compared;
    }
    String note = Console.printable(entry.note());
    return compared.isEmpty() ? note : compared + "; " + note;
  }

  private static ObjectNode json(Registry registry, List<Entry> entries, Long current) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("registry", registry.location());
    node.put("current", current);
    ArrayNode versions = node.putArray("versions");
    for (Entry entry : entries) {
      ObjectNode one = versions.addObject();
      one.put("version", entry.version());
      one.put("state", state(entry, current));
      one.put("role", entry.role().wireName());
      one.put("promoted", entry.isPromoted());
      one.put("createdAt", entry.createdAt().toString());
      one.put("rows", entry.rows());
      one.put("dataSha256", entry.dataSha256());
      one.set("metrics", entry.metrics());
      one.put("comparedWith", entry.comparedWith());
      one.put("rollbackOf", entry.rollbackOf());
      one.put("note", entry.note());
      one.put("sha256", entry.modelSha256());
    }
    return node;
  }
}
