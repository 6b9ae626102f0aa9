package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Layer;
import io.livegauge.model.Model;
import io.livegauge.model.ModelWriter;
import io.livegauge.trainer.registry.ArtifactKind;
import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.MemoryTopic;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.TestArtifacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model} over a registry in a directory, and a topic in memory. */
class ModelCommandsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final MemoryTopic topic = new MemoryTopic();
  private final List<String> opened = new ArrayList<>();

  @TempDir private Path directory;

  private int model(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--registry");
    all.add(directory.resolve("registry").toString());
    return ModelCommand.of(
            DirectoryFiles::open,
            (bootstrap, name, properties) -> {
              opened.add(name + " at " + bootstrap + " with " + properties);
              return topic;
            },
            CLOCK)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private Registry registry() {
    return new Registry(new DirectoryFiles(directory.resolve("registry")), CLOCK);
  }

  private void register(boolean isPromoted) throws Exception {
    registry().register((version, current) -> TestArtifacts.draft(version, isPromoted));
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = lines();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  /** All but the last line, which is JSON, fit a terminal. */
  private void assertFits() {
    List<String> lines = lines();
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void shouldListNothing() throws Exception {
    assertThat(model("list")).isZero();

    assertThat(out.toString()).startsWith("No versions in " + directory.resolve("registry"));
    assertThat(lastLine().get("current").isNull()).isTrue();
    assertThat(lastLine().get("versions")).isEmpty();
    assertThat(directory.resolve("registry")).doesNotExist();
  }

  @Test
  void shouldListVersions() throws Exception {
    register(true);
    register(true);
    registry()
        .register(
            (version, current) ->
                TestArtifacts.draft(version, false)
                    .withGate(2L, JsonNodeFactory.instance.objectNode().put("promoted", false))
                    .withNote("a long line that \u001b[31mnobody reads to its end"));

    assertThat(model("list")).isZero();

    assertFits();
    assertThat(lines().get(0)).startsWith("VER.  STATE       CREATED");
    assertThat(lines().get(1))
        .startsWith("   1  promoted    2026-11-21 17:00      1,001  0.8100  d1");
    assertThat(lines().get(2)).startsWith("   2  current ");
    assertThat(lines().get(3)).startsWith("   3  challenger ").contains("compared with");
    assertThat(out.toString().lines().limit(4).toList().toString()).doesNotContain("\u001b");
    assertThat(lastLine().get("current").longValue()).isEqualTo(2);
    assertThat(lastLine().at("/versions/2/state").textValue()).isEqualTo("challenger");
    assertThat(lastLine().at("/versions/2/comparedWith").longValue()).isEqualTo(2);
  }

  @Test
  void shouldSetCurrentRightWhateverIsAskedFor() throws Exception {
    register(true);
    register(true);
    Path pointer = directory.resolve("registry/CURRENT");
    Files.writeString(pointer, "1\n");

    model("list");

    assertThat(pointer).hasContent("2\n");
  }

  @Test
  void shouldShowAVersionWithItsFiles() throws Exception {
    register(true);

    assertThat(model("show", "1")).isZero();

    assertThat(out.toString())
        .contains("registered at", "promoted        yes", "network         files/", ".zip")
        .contains("report          files/");
    assertThat(lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void shouldNameTheVersionsThatThereAre() throws Exception {
    register(true);

    assertThat(model("show", "7")).isEqualTo(2);

    assertThat(err.toString())
        .contains("argument VERSION: '7' is not allowed; allowed is a version in", "holds 1 to 1");
  }

  @Test
  void shouldSayWhatIsDamaged() throws Exception {
    register(true);
    String path =
        registry().current().orElseThrow().files().values().stream()
            .map(file -> file.path())
            .filter(name -> name.endsWith(".html"))
            .findFirst()
            .orElseThrow();
    Files.writeString(directory.resolve("registry").resolve(path), "half");

    assertThat(model("show", "1")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("model show: version 1: " + path)
        .contains("is damaged")
        .hasLineCount(1);
  }

  @Test
  void shouldTellWhatDiffers() throws Exception {
    Path golden = Files.write(directory.resolve("golden.json"), TestArtifacts.golden().bytes());
    register(true);

    assertThat(model("diff", golden.toString(), "1")).isZero();

    assertFits();
    assertThat(out.toString())
        .contains("Metrics", "r2", "0.8100", "Training", "dataSha256", "Features")
        .contains("the same bounds, references and proxies", "layer 1", "the same weights");
    assertThat(lastLine().at("/metrics/r2/to").doubleValue()).isEqualTo(0.81);
    assertThat(lastLine().get("features")).isEmpty();
    assertThat(lastLine().at("/layers/0/from").textValue()).isEqualTo("14-5 sigmoid");
    assertThat(lastLine().at("/layers/0/largestWeightChange").doubleValue()).isZero();
  }

  @Test
  void shouldTellNumbersThatDiffer() throws Exception {
    Model golden = TestArtifacts.golden();
    List<Feature> features = new ArrayList<>(golden.features());
    Feature first = features.get(0);
    features.set(
        0,
        new Feature(
            first.code(),
            first.transform(),
            first.min(),
            1_000,
            first.direction(),
            first.reference()));
    List<Layer> layers = new ArrayList<>(golden.layers());
    double[][] weights = layers.get(0).weights();
    weights[1][3] += 3;
    layers.set(0, new Layer(layers.get(0).activation(), weights, layers.get(0).bias()));
    Path before =
        Files.write(
            directory.resolve("before.json"),
            ModelWriter.of(golden).training(ranked("A11", "A12")).write());
    Path after =
        Files.write(
            directory.resolve("after.json"),
            ModelWriter.of(golden)
                .version(2)
                .features(features)
                .layers(layers)
                .proxies(new Knots(0.1, 0.2, 0.3, 0.4, 0.5), golden.proxy(Indicator.A23))
                .training(ranked("A12", "A11"))
                .write());

    assertThat(model("diff", before.toString(), after.toString())).isZero();

    assertFits();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("A11 max", "1000.0000", "A21 proxy", "-> 0.1000 0.2000 0.3000 0.4000 0.5000")
        .contains("largest change of a weight 3.0000 (neuron 2, input 4)")
        .contains("Ranks by permutation", "A11 1->2", "A12 2->1");
    assertThat(lastLine().at("/layers/0/neuron").intValue()).isEqualTo(2);
    assertThat(lastLine().at("/features/A11/max/to").doubleValue()).isEqualTo(1_000);
    assertThat(lastLine().at("/ranks/permutation/A12/to").intValue()).isEqualTo(1);
  }

  private static ObjectNode ranked(String... codes) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    ArrayNode weights = training.putObject("indicatorWeights").putArray("permutation");
    for (int i = 0; i < codes.length; i++) {
      weights.addObject().put("code", codes[i]).put("weight", 0.5 / (i + 1)).put("rank", i + 1);
    }
    return training;
  }

  @Test
  void shouldSayThatDocumentsAreTheSame() throws Exception {
    register(true);

    assertThat(model("diff", "1", "1")).isZero();

    assertThat(out.toString()).contains("They are the same document.");
    assertThat(lastLine().at("/from/version").longValue()).isEqualTo(1);
  }

  @Test
  void shouldImportTheFirstAsTheCurrentOne() throws Exception {
    Path file =
        Files.write(
            directory.resolve("theirs.json"),
            ModelWriter.of(TestArtifacts.golden()).version(31).validFrom(5).write());

    assertThat(model("import", file.toString())).isZero();
    assertThat(lastLine().get("version").longValue()).isEqualTo(1);
    assertThat(lastLine().get("promoted").booleanValue()).isTrue();
    assertThat(model("import", file.toString())).isZero();
    assertThat(lastLine().get("promoted").booleanValue()).isFalse();
    assertThat(model("import", file.toString(), "--promote")).isZero();
    assertThat(lastLine().get("promoted").booleanValue()).isTrue();

    assertThat(registry().current().orElseThrow().version()).isEqualTo(3);
    assertThat(registry().model(1).validFrom()).isZero();
    assertThat(registry().entry(2).orElseThrow().note())
        .isEqualTo("imported from theirs.json, version 31");
  }

  @Test
  void shouldRefuseToImportWhatIsNoModel() throws Exception {
    Path file = Files.writeString(directory.resolve("no.json"), "{}");

    assertThat(model("import", file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("argument FILE: '" + file + "' is not allowed");
    assertThat(registry().entries()).isEmpty();
  }

  @Test
  void shouldSayThatASecretIsNotThere() throws Exception {
    register(true);
    Path config =
        Files.writeString(
            directory.resolve("kafka.properties"),
            """
            config.providers = dir
            config.providers.dir.class = \
              org.apache.kafka.common.config.provider.DirectoryConfigProvider
            ssl.key.password = ${dir:/nowhere:password}
            """);

    assertThat(model("publish", "--to", "a:1", "--kafka-config", config.toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains("option --kafka-config: property ssl.key.password refers to ${dir:/nowhere:")
        .contains("there is no file /nowhere/password");
    assertThat(opened).isEmpty();
  }

  @Test
  void shouldPublishTheCurrentOne() throws Exception {
    register(true);
    register(false);
    Path config = Files.writeString(directory.resolve("kafka.properties"), "client.id = me\n");

    assertThat(
            model(
                "publish",
                "--to",
                "a:1,b:2",
                "--topic-prefix",
                "my.",
                "--valid-in",
                "2min",
                "--kafka-config",
                config.toString()))
        .isZero();

    assertThat(opened).containsExactly("my.models at a:1,b:2 with {client.id=me}");
    assertThat(lastLine().get("version").longValue()).isEqualTo(1);
    assertThat(lastLine().get("role").textValue()).isEqualTo("champion");
    assertThat(lastLine().get("validFrom").longValue())
        .isEqualTo(Instant.parse("2026-11-21T17:02:00Z").toEpochMilli());
    assertThat(topic.sent).hasSize(1);
    assertThat(topic.sent.get(0).sha256()).isEqualTo(lastLine().get("sha256").textValue());
    assertFits();
    assertThat(model("show", "1")).isZero();
    assertThat(out.toString()).contains("published       valid from 2026-11-21T17:02:00Z");

    assertThat(model("publish", "--to", "a:1", "--as-challenger")).isZero();
    assertThat(out.toString()).contains("as challenger to", "It shadows windows from");
    assertThat(lastLine().get("version").longValue()).isEqualTo(2);
    register(true);
    assertThat(model("publish", "--to", "a:1", "--as-challenger")).isEqualTo(1);
    assertThat(err.toString()).contains("no challenger after the current version, 3");
  }

  @Test
  void shouldLoseNothingWhereNobodyAnswers() throws Exception {
    register(true);
    topic.isAway = true;

    assertThat(model("publish", "--to", "a:1")).isEqualTo(1);

    assertThat(err.toString())
        .contains("no Kafka answers", "version 1 was not published", "the same command")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    topic.isAway = false;
    assertThat(model("publish", "--to", "a:1")).isZero();
  }

  @Test
  void shouldHaveNothingToPublishInAnEmptyRegistry() {
    assertThat(model("publish", "--to", "a:1")).isEqualTo(1);

    assertThat(err.toString()).contains("there is no promoted version in");
  }

  @Test
  void shouldRollBackAndPublish() throws Exception {
    register(true);
    register(true);

    assertThat(model("rollback", "1", "--to", "a:1")).isZero();

    assertThat(lastLine().get("version").longValue()).isEqualTo(3);
    assertThat(registry().current().orElseThrow().rollbackOf()).isEqualTo(1);
    assertThat(topic.sent.get(0).training().get("rollbackOf").longValue()).isEqualTo(1);
    assertThat(model("list")).isZero();
    assertThat(out.toString()).contains("rollback of 1");
  }

  @Test
  void shouldFindItsOwnRollbackWhenRepeated() throws Exception {
    register(true);
    register(true);
    assertThat(model("rollback", "1")).isZero();
    assertThat(lastLine().get("rollbackOf").longValue()).isEqualTo(1);

    topic.refuses = true;
    assertThat(model("rollback", "1", "--to", "a:1")).isEqualTo(1);
    assertThat(err.toString()).contains("version 3 is registered", "the same command again");
    topic.refuses = false;
    assertThat(model("rollback", "1", "--to", "a:1")).isZero();

    assertThat(registry().entries()).hasSize(3);
    assertThat(topic.sent).hasSize(1);
    assertThat(model("rollback", "3")).isEqualTo(1);
    assertThat(err.toString()).contains("version 3 is the current one already");
  }

  @Test
  void shouldCheckTheRollbackThatItFinds() throws Exception {
    register(true);
    register(true);
    assertThat(model("rollback", "1")).isZero();
    String path = registry().current().orElseThrow().files().get(ArtifactKind.MODEL).path();
    Files.writeString(directory.resolve("registry").resolve(path), "half");

    assertThat(model("rollback", "1")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("model rollback: version 3: " + path)
        .contains("is damaged")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldSayThatTheRegistryCannotBeWrittenTo() throws Exception {
    register(true);
    Path file = Files.write(directory.resolve("theirs.json"), TestArtifacts.golden().bytes());
    Path aside = directory.resolve("registry/tmp");
    Files.delete(aside);
    Files.writeString(aside, "");

    assertThat(model("import", file.toString())).isEqualTo(1);

    assertThat(err.toString())
        .startsWith(
            "model import: " + directory.resolve("registry") + " cannot be written to: " + aside)
        .doesNotContain("Exception")
        .hasLineCount(1);
  }

  @Test
  void shouldRegisterNoRollbackThatCouldNotGoOut() throws Exception {
    register(true);
    register(true);
    topic.isAway = true;

    assertThat(model("rollback", "1", "--to", "a:1")).isEqualTo(1);

    assertThat(registry().entries()).hasSize(2);
  }
}
