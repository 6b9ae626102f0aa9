package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders that become images hold what it takes: they are started as the images start them. */
class ImagesITCase {
  private static final Pattern ADDRESS = Pattern.compile("at http://127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path directory;

  private Process start(String module, String dockerfile, String... arguments) throws IOException {
    Path image = Repository.file(module + "/target/image");
    assertThat(image.resolve("lib"))
        .as("made by package, unless -Dmaven.shade.skip=true leaves it out")
        .isNotEmptyDirectory();
    List<String> command = new ArrayList<>();
    for (String part :
        Repository.texts(Repository.json(DockerfilesTest.argument(dockerfile, "ENTRYPOINT")))) {
      command.add(part.replace("/opt/livegauge", image.toString()));
    }
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(1, "-Xmx256m");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return directory.resolve("errors");
  }

  @Test
  void shouldBeginARegistryWithTheModelOfTheTrainersImage() throws Exception {
    Path registry = directory.resolve("registry");
    Path model = Repository.file("model-trainer/target/image/model/default-model.json");

    Process trainer =
        start(
            "model-trainer",
            "trainer",
            "model",
            "import",
            model.toString(),
            "--registry",
            registry.toString());

    assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).as(Files.readString(errors())).isZero();
    assertThat(registry.resolve("CURRENT")).hasContent("1");
  }

  @Test
  void shouldTellTheTrainersUserWhatIsWrongInOneLine() throws Exception {
    Process trainer =
        start(
            "model-trainer",
            "trainer",
            "retrain",
            "--once",
            "--windows",
            "nowhere",
            "--registry",
            directory.resolve("registry").toString());

    assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(errors()))
        .noneMatch(line -> line.startsWith("\tat "))
        .last()
        .asString()
        .startsWith("trainer retrain: ")
        .contains("--windows", "nowhere");
  }

  @Test
  void shouldShowTheScreensAndBeWell() throws Exception {
    Path tokens = directory.resolve("tokens");
    Files.writeString(tokens, "operations 0123456789abcdef0123456789abcdef\n");

    Process screens =
        start(
            "dashboard",
            "dashboard",
            "--bootstrap",
            "127.0.0.1:1",
            "--port",
            "0",
            "--tokens",
            tokens.toString());
    try (BufferedReader out = screens.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      assertThat(line).as(Files.readString(errors())).isNotNull();
      Matcher address = ADDRESS.matcher(line);
      assertThat(address.find()).as(line).isTrue();
      assertThat(
              DockerfilesTest.run(
                  DockerfilesTest.healthCommand("dashboard"), "/8080", "/" + address.group(1)))
          .isZero();
    } finally {
      screens.destroyForcibly();
    }
  }

  @Test
  void shouldHoldTheJobWithItsSettings() throws IOException {
    Path image = Repository.file("flink-job/target/image");

    try (JarFile jar = new JarFile(image.resolve("usrlib/livegauge-flink-job.jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.livegauge.job.ScoringJob");
    }
    assertThat(image.resolve("conf/config.yaml")).isNotEmptyFile();
    assertThat(image.resolve("data")).isDirectory();
    assertThat(image.resolve("store/windows")).isDirectory();
  }
}
