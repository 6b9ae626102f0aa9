package io.livegauge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents that are made of documents. */
class ModelWriterTest {
  private Model model;

  @BeforeEach
  void readModel() throws IOException {
    try (InputStream in = ModelWriterTest.class.getResourceAsStream("/golden/record/model.json")) {
      model = ((ModelResult.Valid) ModelReader.read(in.readAllBytes())).model();
    }
  }

  private static Model read(byte[] bytes) {
    return ((ModelResult.Valid) ModelReader.read(bytes)).model();
  }

  @Test
  void shouldKeepTheChecksumOfWhatIsNotChanged() {
    assertThat(read(ModelWriter.of(model).write()).sha256()).isEqualTo(model.sha256());
  }

  @Test
  void shouldChangeWhatIsSetAndNothingElse() throws IOException {
    byte[] bytes = ModelWriter.of(model).version(12).validFrom(5_000).role(Role.CHALLENGER).write();

    Model changed = read(bytes);
    assertThat(changed.version()).isEqualTo(12);
    assertThat(changed.validFrom()).isEqualTo(5_000);
    assertThat(changed.role()).isEqualTo(Role.CHALLENGER);
    assertThat(changed.sha256()).isNotEqualTo(model.sha256());
    assertThat(changed.baselineScore()).isEqualTo(model.baselineScore());
    assertThat(unchanged(changed.bytes())).isEqualTo(unchanged(model.bytes()));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .containsSubsequence("\"version\"", "\"validFrom\"", "\"role\"", "\"features\"");
  }

  @Test
  void shouldKeepFieldsThatNobodyKnows() throws IOException {
    ObjectNode document = (ObjectNode) ModelReader.MAPPER.readTree(model.bytes());
    document.putObject("extra").put("kept", true);
    Model extended = read(ModelWriter.sign(document));

    byte[] again = ModelWriter.of(extended).version(2).write();

    assertThat(ModelReader.MAPPER.readTree(again).path("extra").path("kept").asBoolean()).isTrue();
  }

  @Test
  void shouldRefuseWhatNoReaderTakes() {
    assertThatThrownBy(() -> ModelWriter.of(model).version(0).write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version");
  }

  private static ObjectNode unchanged(byte[] bytes) throws IOException {
    ObjectNode document = (ObjectNode) ModelReader.MAPPER.readTree(bytes);
    for (String field : new String[] {"version", "validFrom", "role", "sha256"}) {
      document.remove(field);
    }
    return document;
  }
}
