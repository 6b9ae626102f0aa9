package io.livegauge.job.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedDecodersTest {
  private static final String DIGITS = "8f3a61c2d7e4950b1a2c3d4e5f607182";
  private static final String OTHER = "00112233445566778899aabbccddeeff";
  private static final Map<String, String> NONE = Map.of();

  @TempDir private Path directory;

  private Path file(String digits) throws Exception {
    return Files.writeString(directory.resolve("hash-key"), digits + "\n");
  }

  private static KeyedDecoders ofFile(Path file) {
    return KeyedDecoders.of(JobConfig.of(Map.of("hash-key-file", file.toString())), NONE);
  }

  private static byte[] serialized(KeyedDecoders decoders) throws Exception {
    return InstantiationUtil.serializeObject(decoders);
  }

  private static KeyedDecoders elsewhere(byte[] serialized) throws Exception {
    return InstantiationUtil.deserializeObject(
        serialized, KeyedDecodersTest.class.getClassLoader());
  }

  /** Which hash a decoder gives to one user. */
  private static long hash(EventDecoder decoder) {
    byte[] like =
        "{\"eventId\":\"e\",\"type\":\"like\",\"streamId\":\"s\",\"userId\":\"u\",\"eventTime\":1}"
            .getBytes(UTF_8);
    return ((PackedEvent) decoder.fromKafka(like, Topic.LIKE, 0, 0, 1)).userHash();
  }

  private static long hash(String digits) {
    return new UserHasher(HexFormat.of().parseHex(digits)).hash("u");
  }

  @Test
  void shouldFindTheKeyWhereRecordsAreReadAndNotCarryIt() throws Exception {
    byte[] serialized = serialized(ofFile(file(DIGITS)));

    assertThat(hash(elsewhere(serialized).create(NONE))).isEqualTo(hash(DIGITS));
    String text = new String(serialized, ISO_8859_1);
    assertThat(text)
        .contains("hash-key")
        .doesNotContainIgnoringCase(DIGITS)
        .doesNotContain(new String(HexFormat.of().parseHex(DIGITS), ISO_8859_1));
  }

  @Test
  void shouldFindTheKeyInTheEnvironment() throws Exception {
    Map<String, String> environment = Map.of(HashKey.VARIABLE, DIGITS);
    KeyedDecoders decoders = KeyedDecoders.of(JobConfig.defaults(), environment);

    assertThat(hash(elsewhere(serialized(decoders)).create(environment))).isEqualTo(hash(DIGITS));
    assertThatThrownBy(() -> decoders.create(NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(HashKey.VARIABLE)
        .hasMessageContaining("--hash-key-file");
  }

  @Test
  void shouldRefuseAnotherKeyThanThatOfTheStart() throws Exception {
    Path file = file(DIGITS);
    KeyedDecoders decoders = ofFile(file);
    file(OTHER);

    assertThatThrownBy(() -> decoders.create(NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("another one than the job was started with")
        .hasMessageNotContaining(OTHER)
        .hasMessageNotContaining(DIGITS);

    Files.delete(file);
    assertThatThrownBy(() -> decoders.create(NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void shouldGiveEveryReaderOfARunTheSameRandomKey() throws Exception {
    KeyedDecoders decoders = KeyedDecoders.of(JobConfig.defaults(), NONE);
    KeyedDecoders others = KeyedDecoders.of(JobConfig.defaults(), NONE);

    long hash = hash(decoders.create(NONE));
    assertThat(hash(elsewhere(serialized(decoders)).create(NONE))).isEqualTo(hash);
    assertThat(hash(others.create(NONE))).isNotEqualTo(hash);
  }
}
