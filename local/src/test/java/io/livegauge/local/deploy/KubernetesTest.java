package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.dashboard.command.DashboardCommand;
import io.livegauge.job.config.JobConfig;
import io.livegauge.trainer.command.RetrainCommand;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.ModelTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What {@code kubectl kustomize} makes of the overlays, against what clusters take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesTest {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesTest.class);

  /** Labels that Flink gives its pods. */
  private static final Set<Map<String, String>> OF_FLINK =
      Set.of(
          Map.of("app", "livegauge", "component", "jobmanager"),
          Map.of("app", "livegauge", "component", "taskmanager"));

  private final Map<String, List<JsonNode>> rendered = new TreeMap<>();

  @BeforeAll
  static void requireKubectl() {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    if (!isThere) {
      LOG.error("NOT TESTED: the Kubernetes manifests, because kubectl is not on the PATH.");
    }
    Assumptions.assumeTrue(isThere, "kubectl is not on the PATH");
  }

  private List<JsonNode> render(String overlay) {
    return rendered.computeIfAbsent(
        overlay, name -> render(Repository.file("k8s/overlays/" + name)));
  }

  private static List<JsonNode> render(Path directory) {
    try {
      Path errors = Files.createTempFile("kustomize", ".err");
      Process process =
          new ProcessBuilder("kubectl", "kustomize", directory.toString())
              .redirectError(errors.toFile())
              .start();
      String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      Files.delete(errors);
      return Repository.documents(yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> ofKind(List<JsonNode> resources, String kind) {
    return resources.stream().filter(resource -> kind.equals(text(resource, "/kind"))).toList();
  }

  private static JsonNode job(List<JsonNode> resources) {
    return ofKind(resources, "FlinkDeployment").get(0);
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText();
  }

  private static String name(JsonNode resource) {
    return text(resource, "/kind") + " " + text(resource, "/metadata/name");
  }

  /** All pod templates, by the name of what makes pods of them. */
  private static Map<String, JsonNode> pods(List<JsonNode> resources) {
    Map<String, JsonNode> pods = new TreeMap<>();
    for (JsonNode resource : resources) {
      for (String place :
          List.of("/spec/template", "/spec/jobTemplate/spec/template", "/spec/podTemplate")) {
        if (resource.at(place).path("spec").has("containers")) {
          pods.put(name(resource), resource.at(place));
        }
      }
    }
    return pods;
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.concat(
        stream(pod.at("/spec/containers")), stream(pod.at("/spec/initContainers")));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Map<String, String> labels(JsonNode labels) {
    return labels.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, label -> label.getValue().asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldBeTakenByClusters(String overlay) throws IOException {
    KubernetesSchemas schemas = new KubernetesSchemas();

    for (JsonNode resource : render(overlay)) {
      assertThat(schemas.faults(resource)).as(name(resource)).isEmpty();
    }
  }

  @Test
  void shouldBeRefusedWhereItIsWrong() throws IOException {
    KubernetesSchemas schemas = new KubernetesSchemas();
    ObjectNode job = job(render("prod")).deepCopy();
    ((ObjectNode) job.at("/spec/job")).put("upgradeMode", "savepoints");
    ObjectNode account = ofKind(render("prod"), "ServiceAccount").get(0).deepCopy();
    account.put("automountServiceAccountTokens", false);
    ObjectNode screens = ofKind(render("prod"), "Deployment").get(0).deepCopy();
    ((ObjectNode) screens.get("spec")).remove("selector");

    assertThat(schemas.faults(job)).anyMatch(fault -> fault.contains("upgradeMode"));
    assertThat(schemas.faults(account))
        .anyMatch(fault -> fault.contains("automountServiceAccountTokens"));
    assertThat(schemas.faults(screens)).anyMatch(fault -> fault.contains("selector"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldRunThemRestricted(String overlay) {
    pods(render(overlay))
        .forEach(
            (name, pod) -> {
              JsonNode security = pod.at("/spec/securityContext");
              assertThat(security.path("runAsNonRoot").asBoolean()).as(name).isTrue();
              assertThat(security.path("runAsUser").asInt()).as(name).isPositive();
              assertThat(text(security, "/seccompProfile/type")).isEqualTo("RuntimeDefault");
              containers(pod)
                  .forEach(
                      container -> {
                        JsonNode own = container.path("securityContext");
                        assertThat(own.path("allowPrivilegeEscalation").asBoolean(true))
                            .as(name)
                            .isFalse();
                        assertThat(Repository.texts(own.at("/capabilities/drop")))
                            .containsExactly("ALL");
                      });
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldShowSecretsToTheirUserAlone(String overlay) {
    pods(render(overlay))
        .forEach(
            (name, pod) -> {
              JsonNode user = pod.at("/spec/securityContext/runAsGroup");
              assertThat(pod.at("/spec/securityContext/fsGroup")).as(name).isEqualTo(user);
              stream(pod.at("/spec/volumes"))
                  .filter(volume -> volume.has("secret"))
                  .forEach(
                      volume ->
                          assertThat(volume.at("/secret/defaultMode").asInt())
                              .as("%s: %s, user and group may read", name, text(volume, "/name"))
                              .isEqualTo(0b100_100_000));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldLimitWhatTheyMayTake(String overlay) {
    pods(render(overlay))
        .forEach(
            (name, pod) -> {
              if (!name.startsWith("FlinkDeployment")) {
                containers(pod)
                    .forEach(
                        container -> {
                          assertThat(container.at("/resources/limits").fieldNames())
                              .toIterable()
                              .as(name)
                              .contains("cpu", "memory");
                          assertThat(container.at("/resources/requests").fieldNames())
                              .toIterable()
                              .as(name)
                              .contains("cpu", "memory");
                        });
              }
            });
    JsonNode job = job(render(overlay));
    for (String role : List.of("jobManager", "taskManager")) {
      assertThat(text(job, "/spec/" + role + "/resource/memory")).matches("\\d+m");
      assertThat(job.at("/spec/" + role + "/resource/cpu").asDouble()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldBeOfTheVersionsOfTheBuild(String overlay) {
    JsonNode job = job(render(overlay));
    String[] flink = Versions.FLINK.split("\\.", -1);

    assertThat(text(job, "/spec/image")).isEqualTo("livegauge/job:" + Versions.OWN);
    assertThat(text(job, "/spec/flinkVersion")).isEqualTo("v" + flink[0] + "_" + flink[1]);
    assertThat(job.at("/spec/podTemplate/spec/containers/0/env").toString())
        .contains("flink-s3-fs-presto-" + Versions.FLINK + ".jar");
    pods(render(overlay)).values().stream()
        .flatMap(KubernetesTest::containers)
        .filter(container -> container.has("image"))
        .map(container -> text(container, "/image"))
        .forEach(
            image ->
                assertThat(image)
                    .isIn(
                        "livegauge/trainer:" + Versions.OWN,
                        "livegauge/dashboard:" + Versions.OWN,
                        "apache/kafka:" + Versions.KAFKA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldNameWhatThereIs(String overlay) throws IOException {
    List<JsonNode> resources = render(overlay);
    String guide = Files.readString(Repository.file("docs/deployment.md"));
    Set<String> there = resources.stream().map(KubernetesTest::name).collect(Collectors.toSet());
    pods(resources)
        .forEach(
            (name, pod) -> {
              Set<String> volumes = new HashSet<>();
              stream(pod.at("/spec/volumes"))
                  .forEach(
                      volume -> {
                        volumes.add(text(volume, "/name"));
                        if (volume.has("configMap")) {
                          assertThat(there)
                              .contains("ConfigMap " + text(volume, "/configMap/name"));
                        }
                        if (volume.has("persistentVolumeClaim")) {
                          assertThat(there)
                              .contains(
                                  "PersistentVolumeClaim "
                                      + text(volume, "/persistentVolumeClaim/claimName"));
                        }
                        if (volume.has("secret")) {
                          assertThat(guide)
                              .contains("secret generic " + text(volume, "/secret/secretName"));
                        }
                      });
              containers(pod)
                  .flatMap(container -> stream(container.path("volumeMounts")))
                  .map(mount -> text(mount, "/name"))
                  .filter(mount -> !(mount.equals("data") && name.equals("StatefulSet kafka")))
                  .forEach(mount -> assertThat(volumes).as(name).contains(mount));
              String account = text(pod, "/spec/serviceAccountName");
              if (!account.isEmpty()) {
                assertThat(there).contains("ServiceAccount " + account);
              }
            });
    assertThat(there).contains("ServiceAccount " + text(job(resources), "/spec/serviceAccount"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldSelectPodsThatThereAre(String overlay) {
    List<JsonNode> resources = render(overlay);
    List<Map<String, String>> pods =
        pods(resources).values().stream().map(pod -> labels(pod.at("/metadata/labels"))).toList();

    for (JsonNode resource : resources) {
      for (String place :
          List.of(
              "/spec/podSelector/matchLabels", "/spec/selector/matchLabels", "/spec/selector")) {
        JsonNode selector = resource.at(place);
        if (selector.isObject() && !selector.has("matchLabels")) {
          Map<String, String> wanted = labels(selector);
          assertThat(
                  OF_FLINK.contains(wanted)
                      || pods.stream()
                          .anyMatch(pod -> pod.entrySet().containsAll(wanted.entrySet())))
              .as("%s selects %s", name(resource), wanted)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldLetThroughWhatHasToSpeak(String overlay) {
    List<JsonNode> resources = render(overlay);
    Map<String, JsonNode> pods = pods(resources);
    JsonNode job = pods.get("FlinkDeployment livegauge");
    int kafka = Integer.parseInt(text(bootstrap(resources), "/data/bootstrap").split(":", -1)[1]);

    for (String client :
        List.of(
            "CronJob livegauge-trainer",
            "Deployment livegauge-dashboard",
            "Job livegauge-topics")) {
      assertThat(opened(resources, pods.get(client), "egress", kafka)).as(client).isNotEmpty();
    }
    assertThat(opened(resources, job, "egress", kafka)).isNotEmpty();
    assertThat(opened(resources, job, "egress", 443)).as("object store, API").isNotEmpty();
    assertThat(opened(resources, job, "egress", 6443)).as("API").isNotEmpty();
    for (JsonNode pod : pods.values()) {
      assertThat(opened(resources, pod, "egress", 53)).as("names").isNotEmpty();
    }

    // Whichever ports JobManager and TaskManagers choose.
    Map<String, String> own = labels(job.at("/metadata/labels"));
    for (String direction : List.of("ingress", "egress")) {
      assertThat(opened(resources, job, direction, 50100))
          .extracting(rule -> rule.at(direction.equals("ingress") ? "/from/0" : "/to/0"))
          .map(peer -> labels(peer.at("/podSelector/matchLabels")))
          .anyMatch(peer -> !peer.isEmpty() && own.entrySet().containsAll(peer.entrySet()));
    }
    assertThat(opened(resources, job, "ingress", 8081).toString())
        .contains("flink-kubernetes-operator");
    assertThat(opened(resources, job, "ingress", 9249).toString()).contains("prometheus");
    assertThat(opened(resources, pods.get("Deployment livegauge-dashboard"), "ingress", 8080))
        .isNotEmpty();
    assertThat(opened(resources, job, "egress", 22)).allMatch(rule -> rule.has("to"));
  }

  /** The rules for a pod that let a port through: those without ports let through all. */
  private static List<JsonNode> opened(
      List<JsonNode> resources, JsonNode pod, String direction, int port) {
    Set<Map.Entry<String, String>> own = labels(pod.at("/metadata/labels")).entrySet();
    return ofKind(resources, "NetworkPolicy").stream()
        .filter(
            policy ->
                own.containsAll(labels(policy.at("/spec/podSelector/matchLabels")).entrySet()))
        .flatMap(policy -> stream(policy.at("/spec/" + direction)))
        .filter(
            rule ->
                !rule.has("ports")
                    || stream(rule.get("ports"))
                        .anyMatch(
                            open ->
                                open.get("port").asInt() <= port
                                    && port
                                        <= open.path("endPort").asInt(open.get("port").asInt())))
        .toList();
  }

  @Test
  void shouldSendAwayOneTaskManagerAtATime() {
    for (String overlay : List.of("dev", "prod")) {
      List<JsonNode> resources = render(overlay);
      JsonNode job = job(resources);
      int slots = job.at("/spec/flinkConfiguration").path("taskmanager.numberOfTaskSlots").asInt();
      int fewest =
          job.at("/spec/flinkConfiguration")
              .path("job.autoscaler.vertex.min-parallelism")
              .asInt(job.at("/spec/job/parallelism").asInt());
      JsonNode budget =
          ofKind(resources, "PodDisruptionBudget").stream()
              .filter(resource -> name(resource).endsWith("-taskmanager"))
              .findFirst()
              .orElseThrow();

      assertThat(budget.at("/spec/minAvailable").asInt(-1))
          .as(overlay)
          .isEqualTo((fewest + slots - 1) / slots - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldSetWhatTheImageSets(String overlay) throws IOException {
    JsonNode set = job(render(overlay)).at("/spec/flinkConfiguration");

    Repository.yaml(Repository.file("flink-job/src/main/image/conf/config.yaml"))
        .properties()
        .forEach(
            setting ->
                assertThat(set.path(setting.getKey()).asText())
                    .as(setting.getKey())
                    .isEqualTo(setting.getValue().asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldTellFlinkWhatItUnderstands(String overlay) {
    Map<String, String> settings = labels(job(render(overlay)).at("/spec/flinkConfiguration"));
    settings.keySet().removeIf(key -> key.matches("(kubernetes\\.operator|job\\.autoscaler)\\..*"));

    FlinkSettings.assertKnown(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldHaveRoomForResidents(String overlay) {
    JsonNode job = job(render(overlay));
    Map<String, String> settings = labels(job.at("/spec/flinkConfiguration"));
    settings.put("taskmanager.memory.process.size", text(job, "/spec/taskManager/resource/memory"));

    FlinkSettings.assertRoomForResidents(
        settings,
        JobConfig.ofArguments(Repository.texts(job.at("/spec/job/args")).toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldKeepStateWhereItOutlivesPods(String overlay) {
    JsonNode job = job(render(overlay));
    String scheme = overlay.equals("prod") ? "s3://" : "file:///opt/flink/data/";

    for (String place :
        List.of(
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir")) {
      assertThat(job.at("/spec/flinkConfiguration").path(place).asText()).startsWith(scheme);
    }
    assertThat(text(job, "/spec/job/upgradeMode")).isEqualTo("savepoint");
    assertThat(
            job.at("/spec/flinkConfiguration")
                .path("kubernetes.operator.job.upgrade.last-state-fallback.enabled")
                .asText())
        .isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void shouldGiveOptionsThatThereAre(String overlay) {
    List<JsonNode> resources = render(overlay);
    String bootstrap = text(bootstrap(resources), "/data/bootstrap");

    List<String> job = Repository.texts(job(resources).at("/spec/job/args"));
    JobConfig.ofArguments(job.toArray(String[]::new));
    assertThat(job).startsWith("--bootstrap", bootstrap);
    assertThat(job)
        .filteredOn(argument -> argument.startsWith("/"))
        .allMatch(file -> isMounted(job(resources).at("/spec/podTemplate"), file));

    Map<String, JsonNode> pods = pods(resources);
    JsonNode screens = pods.get("Deployment livegauge-dashboard");
    new CommandLine(new DashboardCommand(stop -> {})).parseArgs(arguments(screens));
    JsonNode trainer = pods.get("CronJob livegauge-trainer");
    List<String> retrain = List.of(arguments(trainer));
    assertThat(retrain).startsWith("retrain", "--once");
    new CommandLine(
            new RetrainCommand(
                DirectoryFiles::open, ModelTopic.Opener.KAFKA, Clock.systemUTC(), stop -> {}))
        .parseArgs(retrain.subList(1, retrain.size()).toArray(String[]::new));

    for (JsonNode pod : List.of(screens, trainer, pods.get("Job livegauge-topics"))) {
      assertThat(environment(pod, "BOOTSTRAP")).isEqualTo(bootstrap);
      assertThat(arguments(pod))
          .filteredOn(argument -> argument.startsWith("/"))
          .allMatch(file -> isMounted(pod, file));
    }
  }

  private static JsonNode bootstrap(List<JsonNode> resources) {
    return ofKind(resources, "ConfigMap").stream()
        .filter(map -> text(map, "/metadata/name").equals("livegauge-bootstrap"))
        .findFirst()
        .orElseThrow();
  }

  private static String[] arguments(JsonNode pod) {
    return Repository.texts(pod.at("/spec/containers/0/args")).toArray(String[]::new);
  }

  private static String environment(JsonNode pod, String variable) {
    return stream(pod.at("/spec/containers/0/env"))
        .filter(entry -> text(entry, "/name").equals(variable))
        .map(entry -> text(entry, "/value"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isMounted(JsonNode pod, String file) {
    return stream(pod.at("/spec/containers/0/volumeMounts"))
        .anyMatch(mount -> file.startsWith(text(mount, "/mountPath")));
  }

  @Test
  void shouldAskForSecretsByFilesAlone() throws IOException {
    JsonNode client =
        ofKind(render("prod"), "ConfigMap").stream()
            .filter(map -> map.path("data").has("kafka.properties"))
            .findFirst()
            .orElseThrow();
    Properties settings = new Properties();
    settings.load(new java.io.StringReader(text(client, "/data/kafka.properties")));

    assertThat(settings.getProperty("sasl.jaas.config"))
        .contains("password=\"${secret:/etc/livegauge/kafka:password}\"");
    assertThat(render("prod")).noneMatch(resource -> text(resource, "/kind").equals("Secret"));
  }

  @Test
  void shouldBeginWithAModelOfOnesOwn(@TempDir Path directory) throws IOException {
    copy(Repository.file("k8s"), directory);
    Path own = Files.createDirectories(directory.resolve("overlays/own"));
    Files.writeString(own.resolve("model.json"), "{}");
    Files.writeString(
        own.resolve("kustomization.yaml"),
        """
        resources: [../prod]
        components: [../../components/base-model]
        namespace: livegauge
        configMapGenerator:
          - name: livegauge-model
            files: [model.json]
        """);

    JsonNode job = job(render(own));

    assertThat(new KubernetesSchemas().faults(job)).isEmpty();
    List<String> arguments = Repository.texts(job.at("/spec/job/args"));
    assertThat(arguments).containsSequence("--model", "/etc/livegauge/model/model.json");
    assertThat(isMounted(job.at("/spec/podTemplate"), "/etc/livegauge/model/model.json")).isTrue();
    assertThat(job.at("/spec/podTemplate/spec/volumes").toString())
        .as("another model is another name")
        .containsPattern("livegauge-model-[a-z0-9]{10}");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
