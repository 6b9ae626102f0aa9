package io.livegauge.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path directory;

  @Test
  void shouldKnowWhatATokenOpens() throws Exception {
    Tokens tokens =
        Tokens.of(
            "t",
            List.of("# who", "", "operations " + TOKEN, "  host  主播 7\t" + TOKEN + "/+=~._-  "));

    assertThat(tokens.size()).isEqualTo(2);
    assertThat(tokens.find(TOKEN)).hasValue(Viewer.OPERATIONS);
    assertThat(tokens.find(TOKEN + "/+=~._-")).hasValue(Viewer.host("主播 7"));
    assertThat(tokens.find(TOKEN.substring(1))).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operations short | line 2: the token has 5 characters; allowed are 16 to 256",
        "operations 0123456789abcde; | line 2: the token has 16 characters; allowed are 16 to 256",
        "operations | line 2: allowed is 'operations TOKEN', 'host HOSTID TOKEN' or a comment",
        "host 0123456789abcdeg | line 2: allowed is 'operations TOKEN'",
        "admin 0123456789abcdeg | line 2: allowed is 'operations TOKEN'",
        "host h7 0123456789abcdef | line 2: the token stands on a line above already",
      })
  void shouldNameTheLineAndNoToken(String line, String message) {
    assertThatThrownBy(() -> Tokens.of("tokens.txt", List.of("operations " + TOKEN, line)))
        .isInstanceOf(InvalidAccessException.class)
        .hasMessageStartingWith("tokens.txt, ")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("0123456789");
  }

  @Test
  void shouldReadAFileThatIsThere() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "operations " + TOKEN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Tokens.read(file).isReadableByOthers()).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Tokens.read(file).isReadableByOthers()).isFalse();

    Path marked = Files.writeString(directory.resolve("marked"), "\uFEFFoperations " + TOKEN);
    assertThat(Tokens.read(marked).find(TOKEN)).hasValue(Viewer.OPERATIONS);

    Path empty = Files.writeString(directory.resolve("empty"), "# nobody\n");
    assertThatThrownBy(() -> Tokens.read(empty)).hasMessageContaining("holds no token");
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Tokens.read(binary)).hasMessageContaining("is not UTF-8 text");
    assertThatThrownBy(() -> Tokens.read(directory.resolve("none")))
        .hasMessageContaining("cannot be read");
  }
}
