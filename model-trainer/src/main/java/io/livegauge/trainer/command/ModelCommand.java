package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.trainer.data.Valuation;
import io.livegauge.trainer.io.OptionValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code model}: looks after model artifacts. {@code model show FILE} validates one and prints it;
 * exit status 0: it holds; 1: it does not, and the reason is said; 2: there is no such file.
 */
@Command(name = "model", description = "Looks after model artifacts.")
public final class ModelCommand implements Runnable {
  private static final int WIDTH = 80;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "argument COMMAND: missing; allowed is show");
  }

  /** Validates and prints. */
  @Command(
      name = "show",
      description = "Validates a model artifact and prints it. Exit status 1: it is invalid.")
  int show(
      @Parameters(paramLabel = "FILE", description = "The artifact.") Path file,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Shows this.")
          boolean showHelp) {
    CommandLine command = spec.subcommands().get("show");
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new OptionValues(command).wrong("FILE", file, "a file that can be read");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OptionValues(command).wrong("FILE", file, "a file that can be read (" + e + ")");
    }
    ModelResult result = ModelReader.read(bytes);
    if (result instanceof ModelResult.Valid valid) {
      PrintWriter out = command.getOut();
      print(valid.model(), out);
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    PrintWriter err = command.getErr();
    err.println(file + " is no valid model: " + ((ModelResult.Invalid) result).reason());
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(Model model, PrintWriter out) {
    field(out, "version", Long.toString(model.version()));
    field(out, "sha256", model.sha256());
    field(out, "role", model.role().wireName());
    field(out, "created at", model.createdAt() == null ? "not said" : model.createdAt());
    field(
        out,
        "valid from",
        model.validFrom() == 0 ? "always" : model.validFrom() + " (event time, ms)");
    field(out, "currency", model.currency() == null ? "any" : model.currency());
    field(out, "network", network(model));
    field(
        out,
        "baseline",
        String.format(Locale.ROOT, "%.4f (the score at the references)", model.baselineScore()));
    out.println();
    JsonNode training = model.training();
    Map<String, String> weights = Provenance.weights(training);
    out.printf(
        "%-5s %-9s %14s %14s %3s %14s %8s%n",
        "", "transform", "min", "max", "dir", "reference", weights.isEmpty() ? "" : "weight");
    for (Feature feature : model.features()) {
      out.println(
          String.format(
                  "%-5s %-9s %14s %14s %3s %14s %8s",
                  feature.code(),
                  feature.transform().wireName(),
                  number(feature.min()),
                  number(feature.max()),
                  feature.direction(),
                  number(feature.reference()),
                  weights.getOrDefault(feature.code().name(), ""))
              .stripTrailing());
    }
    out.println();
    for (Indicator indicator : Valuation.PROXIED) {
      field(out, indicator + " proxy", knots(model.proxy(indicator)));
    }
    out.println();
    if (training == null) {
      field(out, "training", "not said");
      return;
    }
    for (Map.Entry<String, String> entry : Provenance.lines(training).entrySet()) {
      field(out, entry.getKey(), entry.getValue());
    }
  }

  private static String network(Model model) {
    StringBuilder text = new StringBuilder();
    text.append(model.network().inputs());
    List<String> activations = new ArrayList<>();
    for (Layer layer : model.layers()) {
      text.append('-').append(layer.neurons());
      activations.add(layer.activation().wireName());
    }
    return text + ", " + String.join(", ", activations);
  }

  private static String knots(Knots knots) {
    List<String> ratios = new ArrayList<>();
    for (double ratio : knots.ratios()) {
      ratios.add(number(ratio));
    }
    return String.join("  ", ratios) + "  stand for 1 to 5";
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1e9 || (size > 0 && size < 1e-4)) {
      return String.format(Locale.ROOT, "%.4e", value);
    }
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A name and its value, wrapped between words so that lines stay within 80 columns. */
  private static void field(PrintWriter out, String name, String value) {
    String indent = " ".repeat(16);
    StringBuilder line = new StringBuilder(String.format("%-15s ", name));
    boolean isStart = true;
    for (String word : printable(value).split(" ", -1)) {
      String rest = word;
      if (!isStart && line.length() + 1 + rest.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(indent);
        isStart = true;
      }
      while (line.length() + rest.length() > WIDTH) {
        int room = WIDTH - line.length();
        out.println(line + rest.substring(0, room));
        rest = rest.substring(room);
        line = new StringBuilder(indent);
      }
      line.append(isStart ? "" : " ").append(rest);
      isStart = false;
    }
    out.println(line);
  }

  /** An artifact's texts come from anywhere: no control character of theirs reaches a terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
  }
}
