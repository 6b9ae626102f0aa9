package io.livegauge.trainer.command;

import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.trainer.data.StoredSessions;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
import io.livegauge.trainer.registry.RegistryFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

/**
 * A process that stores sessions and retrains without end: the victim of {@link RetrainKillITCase}.
 * Argument: the directory of it all. Says when it is ready, waits for a line, and then prints the
 * log line of each cycle.
 */
public final class RetrainingLoop {
  private static final int SESSIONS = 6;

  private RetrainingLoop() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Nd4j.factory();
    print("ready");
    if (System.in.read() < 0) {
      return;
    }
    while (true) {
      store(directory.resolve("windows"));
      print(retrain(directory, "--force"));
    }
  }

  /** One cycle. */
  static String retrain(Path directory, String... options) {
    RegistryFiles topic = new DirectoryFiles(directory.resolve("topic"));
    RetrainCommand command =
        new RetrainCommand(
            location -> new DirectoryFiles(Path.of(location)),
            (bootstrap, name, properties) -> new FileTopic(topic),
            Clock.systemUTC(),
            stop -> {});
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--once",
            "--windows",
            directory.resolve("windows").toString(),
            "--registry",
            directory.resolve("registry").toString(),
            "--to",
            "nowhere:1",
            "--min-sessions",
            "1",
            "--epochs",
            "1"));
    new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(all.toArray(String[]::new));
    return out.toString().strip();
  }

  /** Sessions that were not there, in a directory of their own. */
  private static void store(Path windows) throws IOException {
    int number = 1;
    while (Files.exists(windows.resolve("run-" + number))) {
      number++;
    }
    List<Measurement> measurements = new ArrayList<>();
    for (Measurement one : StoredSessions.measurements(SESSIONS, 2, number)) {
      measurements.add(StoredSessions.under(one.streamId() + "-" + number, number, one));
    }
    Path hidden = windows.resolve(".run-" + number);
    StoredSessions.writeWindows(hidden, measurements);
    Files.move(hidden, windows.resolve("run-" + number));
  }

  @SuppressWarnings("SystemOut") // a process of its own: this is how it talks
  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** A file for each document that arrived. */
  private record FileTopic(RegistryFiles files) implements ModelTopic {
    @Override
    public String name() {
      return files.location();
    }

    @Override
    public List<String> prepare() {
      return List.of();
    }

    @Override
    public List<Model> models() throws IOException {
      List<Model> models = new ArrayList<>();
      for (String name : files.list("models")) {
        Optional<byte[]> document = files.read("models/" + name);
        models.add(StoredSessions.model(document.orElseThrow()));
      }
      return models;
    }

    @Override
    public void send(Model model) throws IOException {
      files.create("models/" + model.version() + "-" + model.sha256(), model.bytes());
    }

    @Override
    public void close() {}
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
