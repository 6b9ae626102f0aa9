package io.livegauge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesTest {
  private static final String LOGIN =
      "sasl.jaas.config=some.Module required username=\"job\" password=\"%s\";\n";

  @TempDir private Path directory;

  private String file(String lines) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), lines).toString();
  }

  @Test
  void shouldReadWhatIsThere() throws IOException {
    assertThat(KafkaProperties.load(null)).isEmpty();
    assertThat(KafkaProperties.load(file("security.protocol = SSL\nclient.rack=a\n")))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.rack", "a")
        .hasSize(2);
  }

  @Test
  void shouldNameTheOptionAndTheFile() throws IOException {
    assertThatThrownBy(() -> KafkaProperties.load("/nowhere"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "option --kafka-config: '/nowhere' is not allowed; allowed is a readable Java"
                + " properties file");
    String file = file(String.format(LOGIN, "${dir:/nowhere:password}"));
    assertThatThrownBy(() -> KafkaProperties.load(file))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("option --kafka-config: '" + file + "': property sasl.jaas.config");
  }

  @Test
  void shouldRefuseSecretsThatWouldTravelWithTheJob() throws IOException {
    String plain = file(String.format(LOGIN, "pass-word-9") + "ssl.key.password=pass-word-9\n");
    assertThatThrownBy(() -> KafkaProperties.refusePlainSecrets(plain))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("plain text in sasl.jaas.config, ssl.key.password")
        .hasMessageContaining("${dir:")
        .hasMessageNotContaining("pass-word-9");
    // On one machine it stays where it is.
    assertThat(KafkaProperties.load(plain)).hasSize(2);

    String none = file("security.protocol=SSL\n");
    assertThatCode(() -> KafkaProperties.refusePlainSecrets(none)).doesNotThrowAnyException();
    assertThatCode(() -> KafkaProperties.refusePlainSecrets(null)).doesNotThrowAnyException();
  }
}
