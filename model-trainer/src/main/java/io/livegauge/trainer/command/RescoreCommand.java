package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.score.Rescorer;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.StoreFiles;
import io.livegauge.trainer.gate.Rescoring;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.io.WholeFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code rescore}: what a model would have said of stored windows, without the events. Exit status
 * 0: done; 1: the store cannot be read or the lines cannot be written; 2: an option is wrong.
 */
@Command(
    name = "rescore",
    description = {
      "Tells what a model would have said of the windows of a store, without the events.",
      "With --out one JSON line a window, in the order of stream, session and time, each window"
          + " once: score, baselineScore, residual, groups and the indicators' normalized and"
          + " contribution by this model, and was, what was said. By the very model that scored"
          + " the store, and its options, it is what the store says.",
      "The last line of the output is JSON: windows, sessions, repeated, model, meanDifference,"
          + " meanAbsoluteDifference, largestDifference, seconds. Differences are by this model"
          + " less what was, in points."
    })
public final class RescoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = "--windows",
      required = true,
      paramLabel = "DIR",
      description = "The window store: a directory of Avro files, at any depth.")
  private Path windows;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The model's artifact, of whatever version and role.")
  private Path modelFile;

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      description =
          "Where the lines go; replaced as a whole. Without it there is the summary only.")
  private Path out;

  @Mixin private ShrinkageOptions shrinkage;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    OptionValues values = new OptionValues(spec.commandLine());
    if (!Files.isDirectory(windows)) {
      throw values.wrong("--windows", windows, "a directory of Avro files");
    }
    if (out != null) {
      Path directory = out.toAbsolutePath().getParent();
      if (Files.isDirectory(out) || directory == null || !Files.isWritable(directory)) {
        throw values.wrong("--out", out, "a file in a directory that exists and can be written to");
      }
      values.unlike("--out", out, modelFile);
    }
    Model model = ModelFile.read(values, "--model", modelFile);
    Rescorer rescorer = new Rescorer(model, shrinkage.options());
    Rescoring.Summary summary;
    try (Rescoring rescoring = new Rescoring(rescorer)) {
      summary = rescore(rescoring);
    } catch (TrainingException e) {
      return failed(e.getMessage());
    } catch (UncheckedIOException | IOException e) {
      return failed("the lines cannot be written: " + e.getMessage());
    }
    PrintWriter standard = spec.commandLine().getOut();
    print(standard, summary);
    standard.println(json(summary, model, (System.nanoTime() - start) / 1e9));
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private int failed(String reason) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("livegauge rescore: " + reason);
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private Rescoring.Summary rescore(Rescoring rescoring) throws TrainingException, IOException {
    PrintWriter err = spec.commandLine().getErr();
    Collection<Path> files = StoreFiles.in(List.of(windows));
    int done = 0;
    for (Path file : files) {
      StoreFiles.read(file, rescoring::add, settlement -> {});
      done++;
      if (done % 100 == 0) {
        err.printf("%d of %d files%n", done, files.size());
        err.flush();
      }
    }
    if (rescoring.isEmpty()) {
      throw new TrainingException(
          "there is no window in the " + files.size() + " .avro files of " + windows);
    }
    if (out == null) {
      return rescoring.finish(OutputStream.nullOutputStream());
    }
    Rescoring.Summary[] summary = new Rescoring.Summary[1];
    WholeFiles.write(out, lines -> summary[0] = rescoring.finish(lines));
    return summary[0];
  }

  private static void print(PrintWriter out, Rescoring.Summary summary) {
    Console console = new Console(out);
    console.line(
        "%,d windows of %,d sessions; %,d repeated ones left out",
        summary.windows(), summary.sessions(), summary.repeated());
    console.line(
        "mean difference %+.4f points, mean size of it %.4f",
        summary.meanDifference(), summary.meanAbsoluteDifference());
    Rescoring.Change largest = summary.largest();
    console.line(
        "largest %+.4f: %.4f was %.4f", largest.difference(), largest.score(), largest.was());
    console.line(
        "  %s, window to %s",
        Console.cut(largest.streamId(), 36), Instant.ofEpochMilli(largest.windowEnd()));
  }

  private static ObjectNode json(Rescoring.Summary summary, Model model, double seconds) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("windows", summary.windows());
    node.put("sessions", summary.sessions());
    node.put("repeated", summary.repeated());
    node.putObject("model").put("version", model.version()).put("sha256", model.sha256());
    node.put("meanDifference", summary.meanDifference());
    node.put("meanAbsoluteDifference", summary.meanAbsoluteDifference());
    Rescoring.Change largest = summary.largest();
    node.putObject("largestDifference")
        .put("difference", largest.difference())
        .put("streamId", largest.streamId())
        .put("sessionStart", largest.sessionStart())
        .put("windowEnd", largest.windowEnd())
        .put("score", largest.score())
        .put("was", largest.was());
    node.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return node;
  }
}
