package io.livegauge.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import io.livegauge.indicator.Indicator;
import io.livegauge.job.TestModels;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Role;
import io.livegauge.score.ScoringOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long T = 1_700_000_000_000L;
  private static final long SLICE = 5_000;

  @Test
  void shouldScoreWithTheBaseModelBeforeAnyOtherComes() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      JsonNode record = score.score(T);

      assertThat(versionOf(record)).isEqualTo(1);
      assertThat(record.get("model").get("sha256").asText())
          .isEqualTo(read(TestModels.artifact(1)).sha256());
      assertThat(record.has("shadow")).isFalse();
    }
  }

  @Test
  void shouldSwapAtTheFirstWindowThatEndsAtValidFrom() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      score.publish(TestModels.writer(2).validFrom(T));

      assertThat(versionOf(score.score(T - 1))).isEqualTo(1);
      assertThat(versionOf(score.score(T))).isEqualTo(2);
      assertThat(versionOf(score.score(T + SLICE))).isEqualTo(2);
      // A stream that is behind still gets the model that its windows call for.
      assertThat(versionOf(score.score(T - SLICE))).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepTheHigherVersionWhereALowerOneComesLater() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      score.publish(TestModels.writer(5).validFrom(T));
      score.publish(TestModels.writer(3).validFrom(T + SLICE));

      assertThat(versionOf(score.score(T))).isEqualTo(5);
      assertThat(versionOf(score.score(T + 2 * SLICE))).isEqualTo(5);
      assertThat(score.rejections()).isEmpty();
    }
  }

  @Test
  void shouldRollBackByAnOlderModelUnderAHigherVersion() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      JsonNode before = score.score(T);
      score.publish(TestModels.writer(2).validFrom(T));
      JsonNode changed = score.score(T);
      score.publish(sameNetworkAs(1, 3).validFrom(T + SLICE));

      assertThat(changed.get("score")).isNotEqualTo(before.get("score"));
      assertThat(versionOf(score.score(T))).isEqualTo(2);
      JsonNode back = score.score(T + SLICE);
      assertThat(versionOf(back)).isEqualTo(3);
      assertThat(back.get("score")).isEqualTo(before.get("score"));
    }
  }

  @Test
  void shouldFillOnlyTheShadowByAChallenger() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      JsonNode alone = score.score(T);
      score.publish(TestModels.writer(4).role(Role.CHALLENGER).validFrom(T));

      JsonNode record = score.score(T);
      assertThat(record.get("shadow").get("version").asLong()).isEqualTo(4);
      assertThat(record.get("shadow").get("score").isNumber()).isTrue();
      ((ObjectNode) record).remove("shadow");
      assertThat(record).isEqualTo(alone);
      assertThat(score.score(T - 1).has("shadow")).isFalse();

      // Promoted, under a new version: the challenger of a lower version still is one.
      score.publish(sameNetworkAs(4, 5).validFrom(T + SLICE));
      assertThat(versionOf(score.score(T + SLICE))).isEqualTo(5);
    }
  }

  @Test
  void shouldTakeTheSmallerChecksumOfTwoDocumentsWithOneVersion() throws Exception {
    byte[] one = TestModels.writer(2).validFrom(T).write();
    byte[] other = TestModels.writer(2).validFrom(T - SLICE).write();
    String smaller = Collections.min(List.of(read(one).sha256(), read(other).sha256()));
    for (List<byte[]> order : List.of(List.of(one, other), List.of(other, one))) {
      try (ScoreHarness score = new ScoreHarness()) {
        for (byte[] document : order) {
          score.publish(document);
        }
        assertThat(score.score(T).get("model").get("sha256").asText()).isEqualTo(smaller);
        assertThat(score.models()).containsExactly(smaller);
        assertThat(score.rejections()).isEmpty();
      }
    }
  }

  @Property(tries = 40)
  void shouldScoreAlikeInWhateverOrderModelsCome(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> documents = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      documents.add(
          TestModels.writer(1 + random.nextInt(12))
              .role(random.nextBoolean() ? Role.CHAMPION : Role.CHALLENGER)
              .validFrom(T + SLICE * random.nextInt(8))
              .write());
    }
    List<JsonNode> expected = null;
    for (int round = 0; round < 3; round++) {
      try (ScoreHarness score = new ScoreHarness()) {
        for (byte[] document : documents) {
          score.publish(document);
        }
        List<JsonNode> records = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
          records.add(score.score(T + SLICE * i));
        }
        assertThat(expected == null ? records : expected).isEqualTo(records);
        expected = records;
      }
      Collections.shuffle(documents, random);
      documents.add(documents.get(random.nextInt(documents.size())));
    }
  }

  @Test
  void shouldKeepNoMoreThanEightModelsOfEachRoleInState() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      TreeSet<String> kept = new TreeSet<>();
      for (long version = 2; version <= 21; version++) {
        byte[] champion = TestModels.writer(version).validFrom(T + version).write();
        byte[] challenger =
            TestModels.writer(100 + version).role(Role.CHALLENGER).validFrom(T).write();
        score.publish(champion);
        score.publish(challenger);
        if (version > 13) {
          kept.add(read(champion).sha256());
          kept.add(read(challenger).sha256());
        }
      }
      assertThat(score.models()).isEqualTo(kept).hasSize(16);
      // One that comes too late to be among them leaves no trace.
      score.publish(TestModels.writer(3).validFrom(0));
      assertThat(score.models()).isEqualTo(kept);
      assertThat(versionOf(score.score(T + 21))).isEqualTo(21);
      assertThat(versionOf(score.score(T))).isEqualTo(1);
    }
  }

  static Stream<Arguments> invalidDocuments() throws Exception {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    ObjectNode good = (ObjectNode) JSON.readTree(TestModels.artifact(7));
    documents.put("empty", new byte[0]);
    documents.put("not", "not a model".getBytes(StandardCharsets.UTF_8));
    documents.put("not UTF-8", new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF});
    documents.put("no JSON object", "[1,2,3]".getBytes(StandardCharsets.UTF_8));
    documents.put("JSON", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    documents.put("format", "{}".getBytes(StandardCharsets.UTF_8));
    documents.put(
        "sha256",
        good.deepCopy().put("sha256", "0".repeat(64)).toString().getBytes(StandardCharsets.UTF_8));
    documents.put(
        "checksum", good.deepCopy().put("version", 8).toString().getBytes(StandardCharsets.UTF_8));
    ObjectNode features = good.deepCopy();
    ((ArrayNode) features.get("features")).remove(13);
    documents.put("13 entries", signed(features));
    ObjectNode swapped = good.deepCopy();
    ArrayNode list = (ArrayNode) swapped.get("features");
    JsonNode first = list.remove(0);
    list.add(first);
    documents.put("features[0].code is 'A12'", signed(swapped));
    ObjectNode shapes = good.deepCopy();
    ((ArrayNode) shapes.get("layers").get(0).get("bias")).remove(0);
    documents.put("bias", signed(shapes));
    documents.put("version", signed(good.deepCopy().put("version", 0)));
    documents.put("role", signed(good.deepCopy().put("role", "king")));
    return documents.entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalidDocuments")
  void shouldRejectAnInvalidDocumentOnceAndGoOnWithTheOldModel(String reason, byte[] document)
      throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      score.publish(TestModels.writer(2).validFrom(T));
      JsonNode before = score.score(T);
      score.publish(document);

      assertThat(score.rejections()).hasSize(1);
      Rejection rejection = score.rejections().get(0);
      assertThat(rejection.reason()).isEqualTo(Reason.INVALID_MODEL);
      assertThat(rejection.detail()).contains(reason);
      assertThat(rejection.topic()).isEqualTo(Topic.MODELS);
      assertThat(rejection.offset()).isEqualTo(1);
      assertThat(rejection.size()).isEqualTo(document.length);
      assertThat(JSON.readTree(rejection.toJson()).get("topic").asText()).isEqualTo("live.models");
      assertThat(score.score(T)).isEqualTo(before);
      assertThat(score.models()).hasSize(1);
      // And a good one after it is taken.
      score.publish(TestModels.writer(3).validFrom(T));
      assertThat(versionOf(score.score(T))).isEqualTo(3);
    }
  }

  @Test
  void shouldRejectOnOneSubtaskOnly() throws Exception {
    int rejections = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      try (ScoreHarness score = new ScoreHarness(TestModels.artifact(1), 3, subtask, null)) {
        score.publish(new byte[] {'x'});
        rejections += score.rejections().size();
        assertThat(score.counted("rejected.invalid_model")).isEqualTo(score.rejections().size());
      }
    }
    assertThat(rejections).isEqualTo(1);
  }

  @Test
  void shouldSummarizeTheScoresOfASessionAndForgetThem() throws Exception {
    try (ScoreHarness score = new ScoreHarness()) {
      List<Long> scores = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        JsonNode record =
            score.score(ScoreHarness.measurement("s1", T + i * SLICE, 40L * (i % 3), i == 3));
        scores.add(record.get("score").decimalValue().movePointRight(4).longValueExact());
        score.score(ScoreHarness.measurement("other", T + i * SLICE, 4_000, false));
      }
      assertThat(scores.stream().distinct()).hasSize(3);
      assertThat(score.sessions()).hasSize(1);
      JsonNode summary = score.sessions().get(0);
      long sum = scores.stream().mapToLong(Long::longValue).sum();
      assertThat(summary.get("streamId").asText()).isEqualTo("s1");
      assertThat(units(summary, "last")).isEqualTo(scores.get(3));
      assertThat(units(summary, "mean")).isEqualTo(Math.floorDiv(2 * sum + 4, 8));
      assertThat(units(summary, "min")).isEqualTo(Collections.min(scores));
      assertThat(units(summary, "max")).isEqualTo(Collections.max(scores));
      assertThat(score.scoreStates()).isEqualTo(1);

      // A new session of the stream begins anew.
      score.score(ScoreHarness.measurement("s1", T + 9 * SLICE, 20, true));
      JsonNode next = score.sessions().get(1);
      assertThat(units(next, "min")).isEqualTo(units(next, "max"));
      score.score(ScoreHarness.measurement("other", T + 9 * SLICE, 4_000, true));
      assertThat(score.scoreStates()).isZero();
    }
  }

  @Test
  void shouldKeepModelsAndScoresAcrossARestoreAtAnotherParallelism() throws Exception {
    List<String> streams = Stream.iterate(0, i -> i + 1).limit(12).map(i -> "s" + i).toList();
    List<byte[]> models =
        List.of(
            TestModels.writer(2).validFrom(T).write(),
            TestModels.writer(3).validFrom(T + 2 * SLICE).write(),
            TestModels.writer(9).role(Role.CHALLENGER).validFrom(T).write());
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    OperatorSubtaskState whole;
    try (ScoreHarness score = new ScoreHarness()) {
      for (byte[] model : models) {
        score.publish(model);
      }
      for (String stream : streams) {
        score.score(ScoreHarness.measurement(stream, T, 5L * stream.hashCode() % 700, false));
      }
      whole = score.snapshot();
      // What goes on without a restore says what is expected of one.
      for (String stream : streams) {
        score.score(ScoreHarness.measurement(stream, T + 2 * SLICE, 50, true));
      }
      for (JsonNode session : score.sessions()) {
        expected.put(session.get("streamId").asText(), session);
      }
    }
    assertThat(finish(streams, expected, new OperatorSubtaskState[] {whole}, 3)).isEqualTo(12);

    // And from three to two.
    OperatorSubtaskState[] parts = new OperatorSubtaskState[3];
    for (int subtask = 0; subtask < 3; subtask++) {
      try (ScoreHarness score =
          new ScoreHarness(
              TestModels.artifact(1), 3, subtask, new OperatorSubtaskState[] {whole})) {
        assertThat(score.models()).hasSize(3);
        parts[subtask] = score.snapshot();
      }
    }
    assertThat(finish(streams, expected, parts, 2)).isEqualTo(12);
  }

  /** Ends all sessions in runs restored from a snapshot, and returns how many that were. */
  private static int finish(
      List<String> streams,
      Map<String, JsonNode> expected,
      OperatorSubtaskState[] snapshots,
      int parallelism)
      throws Exception {
    int ended = 0;
    for (int subtask = 0; subtask < parallelism; subtask++) {
      try (ScoreHarness score =
          new ScoreHarness(TestModels.artifact(1), parallelism, subtask, snapshots)) {
        for (String stream : streams) {
          if (ScoreHarness.subtaskOf(stream, parallelism) == subtask) {
            JsonNode record =
                score.score(ScoreHarness.measurement(stream, T + 2 * SLICE, 50, true));
            assertThat(versionOf(record)).isEqualTo(3);
            assertThat(record.get("shadow").get("version").asLong()).isEqualTo(9);
            ended++;
          }
        }
        for (JsonNode session : score.sessions()) {
          assertThat(session).isEqualTo(expected.get(session.get("streamId").asText()));
        }
        assertThat(score.scoreStates()).isZero();
      }
    }
    return ended;
  }

  @Test
  void shouldNotResurrectAModelThatIsOlderThanTheBaseOfTheNewRun() throws Exception {
    OperatorSubtaskState snapshot;
    try (ScoreHarness score = new ScoreHarness()) {
      score.publish(TestModels.writer(4).validFrom(T));
      snapshot = score.snapshot();
    }
    try (ScoreHarness score =
        new ScoreHarness(TestModels.artifact(6), 1, 0, new OperatorSubtaskState[] {snapshot})) {
      assertThat(versionOf(score.score(T))).isEqualTo(6);
      assertThat(score.models()).hasSize(1);
    }
  }

  @Test
  void shouldLeaveOutAModelOfTheStateThatDoesNotValidateAnyMore() throws Exception {
    OperatorSubtaskState snapshot;
    try (ScoreHarness score = new ScoreHarness()) {
      score.publish(TestModels.writer(2));
      score.plant("0".repeat(64), new byte[] {'{', '}'});
      snapshot = score.snapshot();
    }
    try (ScoreHarness score =
        new ScoreHarness(TestModels.artifact(1), 1, 0, new OperatorSubtaskState[] {snapshot})) {
      assertThat(versionOf(score.score(T))).isEqualTo(2);
    }
  }

  @Test
  void shouldRefuseABaseModelThatDoesNotValidate() {
    assertThatThrownBy(
            () -> new ScoreFunction("{}".getBytes(StandardCharsets.UTF_8), ScoringOptions.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
  }

  private static long versionOf(JsonNode record) {
    return record.get("model").get("version").asLong();
  }

  private static long units(JsonNode summary, String name) {
    return summary.get("score").get(name).decimalValue().movePointRight(4).longValueExact();
  }

  private static Model read(byte[] document) {
    return ((ModelResult.Valid) ModelReader.read(document)).model();
  }

  /** The model of a version, to be published under another. */
  private static ModelWriter sameNetworkAs(long version, long asVersion) {
    Model model = read(TestModels.artifact(version));
    return new ModelWriter(asVersion)
        .createdAt(Instant.parse("2026-11-21T17:00:00Z"))
        .features(model.features())
        .proxies(model.proxy(Indicator.A21), model.proxy(Indicator.A23))
        .layers(model.layers());
  }

  /** The document with the checksum that a reader computes of it. */
  private static byte[] signed(ObjectNode document) {
    document.put("sha256", "");
    String complaint =
        ((ModelResult.Invalid)
                ModelReader.read(document.toString().getBytes(StandardCharsets.UTF_8)))
            .reason();
    document.put("sha256", complaint.substring(complaint.length() - 64));
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
