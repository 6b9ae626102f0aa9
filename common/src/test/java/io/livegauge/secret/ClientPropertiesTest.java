package io.livegauge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
  private static final String PROVIDERS =
      """
      config.providers=dir,file,env,other
      config.providers.dir.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
      config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
      config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
      config.providers.other.class=com.example.Vault
      """;
  private static final String JAAS =
      "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
          + " username=\"job\" password=\"%s\";\n";

  @TempDir private Path directory;

  @BeforeEach
  void writeSecrets() throws IOException {
    write("password", "pass-word-9");
    write("entries", "password = pass-word-9\nempty =\n");
  }

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private ClientProperties read(String lines) throws IOException {
    Path file = write("client.properties", lines.replace("DIR", directory.toString()));
    return ClientProperties.read(file, Map.of("KAFKA_PASSWORD", "pass-word-9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${dir:DIR:password}",
        "${file:DIR/entries:password}",
        "${env:KAFKA_PASSWORD}",
        "${other:some/path:key}"
      })
  void shouldKeepReferencesAsTheyAre(String reference) throws IOException {
    ClientProperties properties =
        read(PROVIDERS + String.format(JAAS, reference) + "ssl.key.password=" + reference);

    String kept = reference.replace("DIR", directory.toString());
    assertThat(properties.values())
        .containsEntry("ssl.key.password", kept)
        .hasEntrySatisfying("sasl.jaas.config", jaas -> assertThat(jaas).contains(kept));
    assertThat(properties.values().toString()).doesNotContain("pass-word-9");
    assertThat(properties.plainSecrets()).isEmpty();
    assertThat(properties.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${dir:DIR:none}          | there is no file DIR/none",
        "${dir:/nowhere:password} | there is no file /nowhere/password",
        "${dir:DIR:blank}         | what it leads to is empty",
        "${dir:DIR:line}          | line break",
        "${dir:DIR:quote}         | holds a quote, a backslash or a line break",
        "${dir:DIR:binary}        | DIR/binary cannot be read, or is no text",
        "${file:DIR/none:key}     | there is no file DIR/none",
        "${file:DIR/entries:none} | DIR/entries has no entry none",
        "${file:DIR/entries:empty} | what it leads to is empty",
        "${file:DIR/broken:key}   | DIR/broken cannot be read, or is no Java properties file",
        "${env:NONE}              | the environment has no NONE",
        "${vault:path:key}        | config.providers=vault and config.providers.vault.class are",
      })
  void shouldSayWhyAReferenceLeadsNowhereAndShowNoSecret(String reference, String why)
      throws IOException {
    write("blank", " \n");
    write("line", "pass-word-9\n");
    write("quote", "pass\"word-9");
    write("broken", "key=\\u00zz-pass-word-9");
    Files.write(directory.resolve("binary"), new byte[] {'p', (byte) 0xFF, (byte) 0xFE});

    assertThatThrownBy(() -> read(PROVIDERS + String.format(JAAS, reference)))
        .isInstanceOf(ClientPropertiesException.class)
        .hasMessageStartingWith("property sasl.jaas.config refers to ${")
        .hasMessageContaining(why.replace("DIR", directory.toString()))
        .hasMessageNotContaining("word-9")
        .hasNoCause();
  }

  @Test
  void shouldLookAgainOnAnotherMachine() throws IOException {
    Map<String, String> values =
        read(PROVIDERS + "ssl.key.password=${dir:DIR:password}\n").values();

    ClientProperties.requireReferences(values);
    Files.delete(directory.resolve("password"));
    assertThatThrownBy(() -> ClientProperties.requireReferences(values))
        .isInstanceOf(ClientPropertiesException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void shouldRefuseALineBreakWhereItWouldBePartOfAPassword() throws IOException {
    write("line", "pass-word-9\n");

    assertThatThrownBy(() -> read(PROVIDERS + "ssl.key.password=${dir:DIR:line}\n"))
        .hasMessageContaining("property ssl.key.password")
        .hasMessageContaining("ends in a line break");
    assertThat(read(PROVIDERS + "ssl.keystore.key=${dir:DIR:line}\n").plainSecrets()).isEmpty();
  }

  @Test
  void shouldTakeAWholeLoginWithItsQuotesFromAFile() throws IOException {
    write("jaas", "some.Module required username=\"job\" password=\"pass-word-9\";\n");

    assertThat(read(PROVIDERS + "sasl.jaas.config=${dir:DIR:jaas}\n").plainSecrets()).isEmpty();
  }

  /** Kafka would quote parts of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "some.Module required password=\"pass\"word-9\";",
        "some.Module required password=\"pass-word-9\"",
        "some.Module required password=\"pass-word-9;",
        "some.Module pass-word-9;",
        "pass-word-9"
      })
  void shouldRefuseWhatIsNoLoginAndShowNothingOfIt(String login) {
    assertThatThrownBy(() -> read("sasl.jaas.config=" + login + "\n"))
        .isInstanceOf(ClientPropertiesException.class)
        .hasMessageContaining("property sasl.jaas.config is no login")
        .hasMessageNotContaining("word-9");
  }

  @Test
  void shouldNameAStoreThatIsNotThere() {
    assertThatThrownBy(() -> read("ssl.truststore.location=DIR/none.p12\n"))
        .isInstanceOf(ClientPropertiesException.class)
        .hasMessage(
            "property ssl.truststore.location names '%s/none.p12', which is no file that can be"
                + " read",
            directory);
  }

  @Test
  void shouldHoldAProviderToItsDirectories() throws IOException {
    String within = "config.providers.dir.param.allowed.paths=/run/secrets,DIR\n";
    String elsewhere = "config.providers.dir.param.allowed.paths=/run/secrets\n";
    String lines = PROVIDERS + "ssl.key.password=${dir:DIR:password}\n";

    assertThat(read(lines + within).values()).isNotEmpty();
    assertThatThrownBy(() -> read(lines + elsewhere))
        .hasMessageContaining("config.providers.dir.param.allowed.paths does not allow");
  }

  @Test
  void shouldNameSecretsInPlainTextAndNotShowThem() throws IOException {
    ClientProperties properties =
        read(
            String.format(JAAS, "pass-word-9")
                + "security.protocol=SASL_SSL\n"
                + "ssl.truststore.password=pass-word-9\n"
                + "ssl.keystore.key=pass-word-9\n"
                + "sasl.oauthbearer.client.credentials.client.secret=pass-word-9\n"
                + "ssl.truststore.location=DIR/password\n");

    assertThat(properties.plainSecrets())
        .isEqualTo(
            List.of(
                "sasl.jaas.config",
                "sasl.oauthbearer.client.credentials.client.secret",
                "ssl.keystore.key",
                "ssl.truststore.password"));
    assertThat(properties.toString()).contains("ssl.truststore.password").doesNotContain("word-9");
  }

  @Test
  void shouldTakeALoginWithoutAPasswordForNoSecret() throws IOException {
    assertThat(
            read("sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required"
                    + " useKeyTab=true keyTab=\"/run/secrets/job.keytab\";\n")
                .plainSecrets())
        .isEmpty();
  }

  @Test
  void shouldWarnOfFilesThatEverybodyCanRead() throws IOException {
    open(directory.resolve("password"));
    String lines =
        PROVIDERS
            + "ssl.key.password=${dir:DIR:password}\n"
            + "ssl.keystore.password=${dir:DIR:password}\n";

    assertThat(read(lines).warnings())
        .singleElement()
        .asString()
        .contains(directory.resolve("password").toString())
        .contains("chmod");

    Path plain = write("plain.properties", "ssl.key.password=pass-word-9\n");
    assertThat(ClientProperties.read(plain).warnings()).isEmpty();
    open(plain);
    assertThat(ClientProperties.read(plain).warnings())
        .singleElement()
        .asString()
        .contains("plain");
  }

  private static void open(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void shouldFailOnWhatIsNoPropertiesFile() throws IOException {
    Path broken = write("broken", "key=\\u00zz-pass-word-9");

    assertThatThrownBy(() -> ClientProperties.read(broken))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("word-9")
        .hasNoCause();
    assertThatThrownBy(() -> ClientProperties.read(directory.resolve("none")))
        .isInstanceOf(IOException.class);
  }
}
