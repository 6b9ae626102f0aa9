package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.livegauge.dashboard.command.DashboardCommand;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.trainer.command.ModelCommand;
import io.livegauge.trainer.command.RetrainCommand;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ComposeFileTest {
  private static final Path DOCKER = Repository.file("docker");
  private static final JsonNode COMPOSE = read("compose.yaml");
  private static final String DONE = "service_completed_successfully";

  private static JsonNode read(String name) {
    try {
      return Repository.yaml(DOCKER.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<Map.Entry<String, JsonNode>> services() {
    return COMPOSE.get("services").properties().stream();
  }

  private static JsonNode service(String name) {
    return COMPOSE.get("services").get(name);
  }

  /** Those that are run once, before others start. */
  private static Set<String> oneShots() {
    Set<String> names = new HashSet<>();
    services()
        .flatMap(service -> service.getValue().path("depends_on").properties().stream())
        .filter(other -> DONE.equals(other.getValue().path("condition").asText()))
        .forEach(other -> names.add(other.getKey()));
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "restore.yaml"})
  void shouldFollowTheSpecification(String name) throws IOException {
    JsonNode specification = Repository.schema("compose-spec.schema.json");
    // Its own address, and that of its dialect, would be looked up.
    ((ObjectNode) specification).remove(List.of("$id", "$schema"));

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(specification)
                .validate(read(name)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldPinEveryImage(Map.Entry<String, JsonNode> service) {
    String image = service.getValue().path("image").asText();

    assertThat(image).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
    if (image.startsWith("livegauge/")) {
      assertThat(image).endsWith(":" + Versions.OWN);
    }
    if (image.startsWith("apache/kafka")) {
      assertThat(image).endsWith(":" + Versions.KAFKA);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldLimitWhatItMayTake(Map.Entry<String, JsonNode> service) {
    JsonNode limits = service.getValue().at("/deploy/resources/limits");

    assertThat(limits.path("cpus").asText()).isNotEmpty();
    assertThat(limits.path("memory").asText()).matches("\\d+[mg]");
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldHoldNoRightsThatItDoesNotNeed(Map.Entry<String, JsonNode> service) {
    assertThat(Repository.texts(service.getValue().path("cap_drop"))).containsExactly("ALL");
    assertThat(Repository.texts(service.getValue().path("security_opt")))
        .containsExactly("no-new-privileges:true");
    assertThat(service.getValue().has("privileged")).isFalse();
    assertThat(service.getValue().has("user")).as("the image's own user").isFalse();
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldKnowWhetherItIsWell(Map.Entry<String, JsonNode> service) throws IOException {
    JsonNode health = service.getValue().path("healthcheck");
    if (oneShots().contains(service.getKey())) {
      assertThat(health.path("disable").asBoolean()).isTrue();
    } else if (health.isMissingNode()) {
      Path dockerfile = dockerfile(service.getValue());
      assertThat(Files.readString(dockerfile)).contains("\nHEALTHCHECK ");
    } else {
      assertThat(Repository.texts(health.path("test")).get(0)).isEqualTo("CMD");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldBeStartedAnewWhereItFails(Map.Entry<String, JsonNode> service) {
    assertThat(service.getValue().path("restart").asText())
        .matches(
            oneShots().contains(service.getKey()) ? "on-failure:\\d" : "unless-stopped|on-failure");
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldBeReachedFromThisMachineAlone(Map.Entry<String, JsonNode> service) {
    assertThat(Repository.texts(service.getValue().path("ports")))
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldTakeSecretsFromFilesAlone(Map.Entry<String, JsonNode> service) {
    service
        .getValue()
        .path("environment")
        .properties()
        .forEach(
            variable -> {
              if (variable.getKey().matches("(?i).*(PASSWORD|SECRET|TOKEN|_KEY).*")) {
                assertThat(variable.getKey()).endsWith("__FILE");
                assertThat(variable.getValue().asText()).startsWith("/run/secrets/");
              }
            });
    List<String> given = Repository.texts(service.getValue().path("secrets"));
    for (String secret : given) {
      assertThat(COMPOSE.at("/secrets/" + secret + "/file").asText())
          .isEqualTo("./secrets/" + secret);
    }
    Stream.concat(
            Repository.texts(service.getValue().path("command")).stream(),
            service.getValue().path("environment").properties().stream()
                .map(variable -> variable.getValue().asText()))
        .filter(text -> text.startsWith("/run/secrets/"))
        .forEach(text -> assertThat(given).contains(text.substring("/run/secrets/".length())));
  }

  @Test
  void shouldKeepSecretsOutOfTheRepository() throws IOException {
    assertThat(Files.readAllLines(DOCKER.resolve(".gitignore"))).contains("secrets/");
  }

  @Test
  void shouldKeepStateInVolumesThatAreNamed() {
    Set<String> used = new HashSet<>();
    services()
        .flatMap(service -> Repository.texts(service.getValue().path("volumes")).stream())
        .map(volume -> volume.split(":", 2))
        .forEach(
            volume -> {
              if (volume[0].startsWith(".")) {
                assertThat(DOCKER.resolve(volume[0])).exists();
                assertThat(volume[1]).endsWith(":ro");
              } else {
                used.add(volume[0]);
              }
            });
    Set<String> declared = new HashSet<>();
    COMPOSE.get("volumes").fieldNames().forEachRemaining(declared::add);

    assertThat(used).isEqualTo(declared);
  }

  @Test
  void shouldBuildFromTheFoldersThatTheBuildAssembles() {
    for (JsonNode service : COMPOSE.get("services")) {
      if (service.has("build")) {
        String context = service.at("/build/context").asText();
        assertThat(context).matches("\\.\\./[a-z-]+/target/image");
        assertThat(DOCKER.resolve(context).normalize().getParent().resolveSibling("pom.xml"))
            .exists();
        assertThat(dockerfile(service)).exists();
      }
    }
  }

  private static Path dockerfile(JsonNode service) {
    return DOCKER
        .resolve(service.at("/build/context").asText())
        .resolve(service.at("/build/dockerfile").asText())
        .normalize();
  }

  @Test
  void shouldWaitForServicesThatThereAre() {
    services()
        .flatMap(service -> service.getValue().path("depends_on").properties().stream())
        .forEach(other -> assertThat(service(other.getKey())).as(other.getKey()).isNotNull());
  }

  private static JobConfig job() {
    List<String> command = Repository.texts(service("jobmanager").get("command"));
    assertThat(command)
        .startsWith("standalone-job", "--job-classname", "io.livegauge.job.ScoringJob");
    return JobConfig.ofArguments(command.subList(3, command.size()).toArray(String[]::new));
  }

  @Test
  void shouldGiveTheJobOptionsThatThereAre() {
    JobConfig config = job();

    assertThat(config.get(JobOptions.BOOTSTRAP)).isEqualTo("kafka:9092");
    assertThat(config.find(JobOptions.HASH_KEY_FILE)).isEqualTo("/run/secrets/hash-key");
  }

  @Test
  void shouldRestoreWithTheSameOptions() {
    List<String> restored =
        new ArrayList<>(Repository.texts(read("restore.yaml").at("/services/jobmanager/command")));

    assertThat(restored.remove(3)).isEqualTo("--fromSavepoint");
    assertThat(restored.remove(3)).startsWith("${LIVEGAUGE_SAVEPOINT:?");
    assertThat(restored).isEqualTo(Repository.texts(service("jobmanager").get("command")));
  }

  @Test
  void shouldGiveTheOthersOptionsThatThereAre() {
    List<String> screens = Repository.texts(service("dashboard").get("command"));
    new CommandLine(new DashboardCommand(stop -> {})).parseArgs(screens.toArray(String[]::new));

    List<String> trainer = Repository.texts(service("trainer").get("command"));
    assertThat(trainer.get(0)).isEqualTo("retrain");
    new CommandLine(
            new RetrainCommand(
                DirectoryFiles::open, ModelTopic.Opener.KAFKA, Clock.systemUTC(), stop -> {}))
        .parseArgs(trainer.subList(1, trainer.size()).toArray(String[]::new));

    String registry = Repository.texts(service("registry").get("entrypoint")).get(2);
    String[] words = registry.substring(registry.indexOf(" model ")).strip().split(" +", -1);
    ModelCommand.of(DirectoryFiles::open, ModelTopic.Opener.KAFKA, Clock.systemUTC())
        .parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
  }

  @Test
  void shouldHaveRoomForResidents() {
    FlinkSettings.assertRoomForResidents(
        FlinkSettings.ofLines(service("taskmanager").at("/environment/FLINK_PROPERTIES").asText()),
        job());
  }

  @Test
  void shouldLeaveFlinkTheMemoryThatItIsTold() {
    for (String role : List.of("jobmanager", "taskmanager")) {
      String properties = service(role).at("/environment/FLINK_PROPERTIES").asText();
      int process =
          properties
              .lines()
              .filter(line -> line.startsWith(role + ".memory.process.size: "))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToInt(Integer::parseInt)
              .findFirst()
              .orElseThrow();
      int limit =
          Integer.parseInt(
              service(role).at("/deploy/resources/limits/memory").asText().replace("m", ""));

      assertThat(limit).as(role).isGreaterThan(process);
    }
  }
}
