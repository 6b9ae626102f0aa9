package io.livegauge.trainer.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.io.WholeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code screen}: which candidate indicators a panel of experts keeps, and with which weights. Exit
 * status 0: it is told; 1: the file cannot be written; 2: an option or the panel's file is wrong.
 * Unless it is 0, nothing is written.
 */
@Command(
    name = "screen",
    description = {
      "Tells which candidate indicators a panel of experts keeps, how far the experts agree, and"
          + " the weights that follow for the target.",
      "The last line of the output is JSON: everything that is told."
    })
public final class ScreenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Parameters(
      paramLabel = "FILE",
      arity = "1",
      description =
          "The panel's scores from 1 to 5: CSV, one row an expert, one column a candidate.")
  private Path file;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      defaultValue = "3.5",
      description = "The least mean score of what is kept, 1 to 5 [${DEFAULT-VALUE}].")
  private String threshold;

  @Option(
      names = "--cv",
      paramLabel = "X",
      defaultValue = "0.25",
      description =
          "The largest coefficient of variation of what is kept, 0 to 10 [${DEFAULT-VALUE}].")
  private String variation;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the same JSON goes; replaced as a whole.")
  private Path out;

  @Override
  public Integer call() {
    OptionValues values = new OptionValues(spec.commandLine());
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw values.wrong("FILE", file, "a file that can be read");
    }
    ExpertPanel.Limits limits =
        new ExpertPanel.Limits(
            number(values, "--threshold", threshold, ExpertPanel.MIN, ExpertPanel.MAX),
            number(values, "--cv", variation, 0, 10));
    if (out != null) {
      Path directory = out.toAbsolutePath().getParent();
      if (Files.isDirectory(out) || directory == null || !Files.isWritable(directory)) {
        throw values.wrong("--out", out, "a file in a directory that exists and can be written to");
      }
      values.unlike("--out", out, file);
    }
    ExpertPanel panel;
    try {
      panel = ExpertPanel.read(CsvTable.read(file), limits);
    } catch (InputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    ObjectNode json = PanelReport.json(panel);
    if (out != null) {
      try {
        WholeFiles.write(
            Map.of(out, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("screen: the result cannot be written to " + out + ": " + e);
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    PrintWriter standard = spec.commandLine().getOut();
    PanelReport.print(panel, standard);
    standard.println(json);
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private static double number(
      OptionValues values, String option, String text, double min, double max) {
    return Numbers.parse(text).stream()
        .filter(number -> number >= min && number <= max)
        .findFirst()
        .orElseThrow(
            () ->
                values.wrong(
                    option,
                    text,
                    "a number from " + Numbers.plain(min) + " to " + Numbers.plain(max)));
  }
}
