package io.livegauge.trainer.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.model.Model;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Table;
import io.livegauge.trainer.training.TrainingOptions;

/** What one needs to know to repeat the training. */
final class ProvenanceSection {
  private final TrainingReport report;
  private final Model model;

  ProvenanceSection(TrainingReport report, Model model) {
    this.report = report;
    this.model = model;
  }

  void write(Page page) {
    page.heading("Provenance");
    JsonNode training = model.training();
    TrainingOptions options = report.trained().options();
    Table table = new Table("", "");
    table.words(1);
    table.row("version", Long.toString(model.version()));
    table.row("role", model.role().wireName());
    table.row("created", model.createdAt() == null ? "not said" : model.createdAt());
    table.row(
        "valid from",
        model.validFrom() == 0 ? "always" : model.validFrom() + " (event time, epoch ms)");
    table.row("currency", model.currency() == null ? "any" : model.currency());
    table.row("model's SHA-256", model.sha256());
    table.row("data's SHA-256", report.trained().data().summary().sha256());
    table.row("library", training.path("library").asText("not said"));
    table.row("source", training.path("source").asText("not said"));
    table.row("seed", Long.toString(options.seed()));
    table.row("epochs, at most", Integer.toString(options.epochs()));
    table.row("batch", Integer.toString(options.batch()));
    table.row("learning rate", Double.toString(options.learningRate()));
    table.row("hidden neurons", Integer.toString(options.hidden()));
    table.row("patience", options.patience() == 0 ? "none" : options.patience() + " epochs");
    table.row("threads", Integer.toString(options.threads()));
    report
        .trained()
        .data()
        .summary()
        .settings()
        .forEach((name, value) -> table.row(name, value.toString()));
    page.table(table);
    if (report.command() != null) {
      page.verbatim(report.command());
    }
    page.faint(
        "The same data, options and processor give the same model but for the time of its"
            + " creation, and with it the checksum.");
  }
}
