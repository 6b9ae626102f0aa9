package io.livegauge.trainer.command;

import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.registry.RegistryOpener;
import io.livegauge.trainer.registry.StoredFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code model show}: validates a model and prints it. Exit status 0: it holds; 1: it does not, and
 * the reason is said; 2: there is no such version or file.
 */
@Command(
    name = "show",
    description = {
      "Validates a model and prints it: a version of the registry, or an artifact in a file. Exit"
          + " status 1: it is invalid.",
      "A file whose name is a number is given with its directory: ./7"
    })
final class ModelShowCommand extends RegistryCommand {
  @Parameters(paramLabel = "VERSION|FILE", description = "What to show.")
  private String what;

  ModelShowCommand(RegistryOpener opener, Clock clock) {
    super(opener, clock);
  }

  @Override
  void run() throws IOException {
    PrintWriter out = line().getOut();
    if (!isVersion(what)) {
      ModelText.print(validated(), out);
      return;
    }
    Registry registry = registry();
    long version = version(registry, "VERSION", what);
    Entry entry = registry.entry(version).orElseThrow();
    ModelText.print(registry.model(version), out);
    out.println();
    ModelText.field(out, "registry", registry.location());
    ModelText.field(out, "registered at", entry.createdAt().toString());
    ModelText.field(out, "promoted", entry.isPromoted() ? "yes" : "no");
    if (entry.comparedWith() != null) {
      ModelText.field(out, "compared with", "version " + entry.comparedWith());
    }
    if (entry.rollbackOf() != null) {
      ModelText.field(out, "rollback of", "version " + entry.rollbackOf());
    }
    if (entry.note() != null) {
      ModelText.field(out, "note", entry.note());
    }
    if (entry.gate() != null) {
      ModelText.field(out, "gate", entry.gate().toString());
    }
    Optional<Model> published = registry.published(entry);
    if (published.isPresent()) {
      ModelText.field(
          out,
          "published",
          "valid from "
              + Instant.ofEpochMilli(published.get().validFrom())
              + ", sha256 "
              + published.get().sha256());
    }
    for (var file : entry.files().entrySet()) {
      StoredFile stored = file.getValue();
      // Each is read whole: what is damaged is said here.
      registry.file(entry, file.getKey());
      ModelText.field(
          out, file.getKey().wireName(), stored.path() + " (" + stored.size() + " bytes)");
    }
  }

  /** The model in the file; that it is none is what one asks for here. */
  private Model validated() throws RegistryException {
    Path file = file("FILE", what);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw values().wrong("FILE", file, "a file that can be read");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw values().wrong("FILE", file, "a file that can be read (" + e + ")");
    }
    ModelResult result = ModelReader.read(bytes);
    if (result instanceof ModelResult.Valid valid) {
      return valid.model();
    }
    throw new RegistryException(
        file + " is no valid model: " + ((ModelResult.Invalid) result).reason());
  }
}
