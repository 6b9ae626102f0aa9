package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.SettledTargets;
import io.livegauge.trainer.data.StoreFiles;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.gate.GateRules;
import io.livegauge.trainer.gate.ShadowComparison;
import io.livegauge.trainer.gate.ShadowComparison.Pair;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code model shadow}: how challengers that scored in shadow compare with their champions. */
@Command(
    name = "shadow",
    description = {
      "Compares the live errors of champion and challenger: on the stored windows that both have"
          + " scored, against what their sessions came to once they had settled. The target is on"
          + " the challenger's scale, by its artifact, from the registry or a file.",
      "The last line of the output is JSON: windows, waiting, leftOut, pairs."
    })
final class ShadowCommand extends RegistryCommand {
  @Option(
      names = "--windows",
      required = true,
      paramLabel = "DIR",
      description =
          "The window store: a directory of Avro files, at any depth. Settlements in it count too.")
  private Path windows;

  @Option(
      names = "--settlements",
      paramLabel = "DIR",
      description = "Settlements that lie elsewhere.")
  private Path settlements;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The challenger's artifact, in place of those in the registry.")
  private String modelFile;

  @Option(
      names = "--settled-for",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "How long after its end a session is settled [${DEFAULT-VALUE}].")
  private String settledFor;

  ShadowCommand(RegistryOpener opener, Clock clock) {
    super(opener, clock);
  }

  @Override
  void run() throws IOException, TrainingException {
    directory("--windows", windows);
    if (settlements != null) {
      directory("--settlements", settlements);
    }
    Duration settled = values().duration("--settled-for", settledFor);
    Model given = modelFile == null ? null : modelIn("--model", modelFile);
    ShadowComparison comparison =
        new ShadowComparison(new SettledTargets(settled, clock().instant()), GateRules.DEFAULTS);
    List<Path> places = new ArrayList<>(List.of(windows));
    if (settlements != null) {
      places.add(settlements);
    }
    for (Path file : StoreFiles.in(places)) {
      StoreFiles.read(file, comparison::add, comparison::add);
    }
    if (comparison.challengers().isEmpty()) {
      throw new TrainingException(
          "no window in "
              + windows
              + " has a shadow score; there is one where a challenger was published ("
              + "model publish --as-challenger) while the window was scored");
    }
    if (given != null && !comparison.challengers().contains(given.version())) {
      throw new TrainingException(
          modelFile
              + " is version "
              + given.version()
              + "; the shadow scores in "
              + windows
              + " are by "
              + comparison.challengers());
    }
    ShadowComparison.Result result =
        comparison.compare(given == null ? registered(registry()) : only(given));
    print(new Console(line().getOut()), result, settledFor);
    line().getOut().println(json(result));
  }

  private void directory(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw values().wrong(option, path, "a directory of Avro files");
    }
  }

  private static ShadowComparison.Challengers only(Model given) {
    return version -> version == given.version() ? given : null;
  }

  private static ShadowComparison.Challengers registered(Registry registry) {
    return version -> {
      try {
        return registry.entry(version).isPresent() ? registry.model(version) : null;
      } catch (IOException e) {
        throw new TrainingException(e.getMessage(), e);
      }
    };
  }

  private static void print(Console console, ShadowComparison.Result result, String settledFor) {
    for (Pair pair : result.pairs()) {
      console.line(
          "Champion %d against challenger %d: %s of %s",
          pair.champion(),
          pair.challenger(),
          Shown.count(pair.windows(), "window", "windows"),
          Shown.count(pair.sessions(), "session", "sessions"));
      console.line("%-12s %9s %9s %9s", "", "MAE", "RMSE", "R2");
      errors(console, "champion", pair.ofChampion());
      errors(console, "challenger", pair.ofChallenger());
      if (pair.improvement() == null) {
        console.line("One session cannot tell noise from more.");
      } else {
        console.paragraph(
            String.format(
                Locale.ROOT,
                "The challenger's mean squared error is %s by %.3g; with %.0f %% confidence each,"
                    + " the improvement is above %.3g and below %.3g.",
                pair.improvement().mean() < 0 ? "larger" : "smaller",
                Math.abs(pair.improvement().mean()),
                100 * GateRules.DEFAULTS.confidence(),
                pair.improvement().lower(),
                pair.improvement().upper()));
      }
      console.line(
          switch (pair.winner()) {
            case CHAMPION -> "The champion did better.";
            case CHALLENGER -> "The challenger did better.";
            case NEITHER -> "Neither did better by more than the noise.";
          });
      console.line("");
    }
    if (result.waiting() > 0) {
      console.paragraph(
          Shown.count(result.waiting(), "window waits", "windows wait")
              + " for sessions to end and to settle for "
              + settledFor
              + ".");
    }
    if (result.leftOut() > 0) {
      console.paragraph(
          Shown.count(result.leftOut(), "window is", "windows are")
              + " left out: the artifact of the challenger is not at hand.");
    }
  }

  private static void errors(Console console, String name, Metrics metrics) {
    console.line(
        "%-12s %9.4f %9.4f %9s",
        name, metrics.mae(), metrics.rmse(), Shown.number(metrics.r2(), 4));
  }

  private static ObjectNode json(ShadowComparison.Result result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("windows", result.windows());
    node.put("waiting", result.waiting());
    node.put("leftOut", result.leftOut());
    ArrayNode pairs = node.putArray("pairs");
    for (Pair pair : result.pairs()) {
      ObjectNode one = pairs.addObject();
      one.put("champion", pair.champion());
      one.put("challenger", pair.challenger());
      one.put("windows", pair.windows());
      one.put("sessions", pair.sessions());
      one.set("championErrors", pair.ofChampion().toJson());
      one.set("challengerErrors", pair.ofChallenger().toJson());
      if (pair.improvement() == null) {
        one.putNull("improvement");
      } else {
        one.putObject("improvement")
            .put("mse", pair.improvement().mean())
            .put("lower", pair.improvement().lower())
            .put("upper", pair.improvement().upper())
            .put("confidence", GateRules.DEFAULTS.confidence());
      }
      one.put("winner", pair.winner().name().toLowerCase(Locale.ROOT));
    }
    return node;
  }
}
