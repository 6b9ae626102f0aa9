package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.job.config.OptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyTest {
  private static final String DIGITS = "000102030405060708090a0b0c0d0e0F";
  private static final String OTHER = "ffffffffffffffffffffffffffffffff";
  private static final byte[] KEY = HexFormat.of().parseHex(DIGITS);

  @TempDir Path directory;

  @Test
  void shouldReadTheKeyFromAFileBeforeTheEnvironment() throws Exception {
    String file = Files.writeString(directory.resolve("key"), "  " + DIGITS + "\r\n").toString();

    assertThat(HashKey.find(file, Map.of(HashKey.VARIABLE, OTHER))).isEqualTo(KEY);
    assertThat(HashKey.find(null, Map.of(HashKey.VARIABLE, DIGITS))).isEqualTo(KEY);
  }

  @Test
  void shouldMakeARandomKeyWhereNoneIsGiven() {
    byte[] one = HashKey.find(null, Map.of());
    byte[] other = HashKey.find(null, Map.of(HashKey.VARIABLE, " "));

    assertThat(one).hasSize(16).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0001", DIGITS + "00", "000102030405060708090a0b0c0d0e0g", "0x" + DIGITS})
  void shouldRefuseWhatIsNoKeyAndNotShowIt(String text) throws Exception {
    String file = Files.writeString(directory.resolve("key"), text).toString();

    assertThatThrownBy(() -> HashKey.find(file, Map.of()))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--hash-key-file")
        .hasMessageContaining(file)
        .hasMessageContaining("32 hexadecimal digits")
        .hasNoCause();
    if (!text.isEmpty()) {
      assertThatThrownBy(() -> HashKey.find(null, Map.of(HashKey.VARIABLE, text)))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining(HashKey.VARIABLE)
          .hasMessageContaining("32 hexadecimal digits")
          .hasMessageNotContaining(text)
          .hasNoCause();
    }
  }

  @Test
  void shouldNameAFileThatCannotBeRead() throws Exception {
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    for (String file :
        new String[] {
          directory.resolve("none").toString(), directory.toString(), binary.toString(), "no\0file"
        }) {
      assertThatThrownBy(() -> HashKey.find(file, Map.of()))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("--hash-key-file")
          .hasMessageContaining(file)
          .hasMessageContaining("32 hexadecimal digits");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAKey() throws Exception {
    assertRefused(DIGITS.substring(2), "it holds 30 digits");
    assertRefused(DIGITS.replace('0', 'o'), "it holds other characters than hexadecimal digits");
    assertRefused("\n", "it is empty");
  }

  @Test
  void shouldNotShowAKeyThatIsGivenInPlaceOfItsFile() {
    assertThatThrownBy(() -> HashKey.find(DIGITS, Map.of()))
        .hasMessageContaining("--hash-key-file: '(not shown, it looks like a key itself)'")
        .hasMessageNotContaining(DIGITS);
  }

  private void assertRefused(String text, String why) throws Exception {
    String file = Files.writeString(directory.resolve("key"), text).toString();
    assertThatThrownBy(() -> HashKey.find(file, Map.of())).hasMessageContaining(why);
  }

  @Test
  void shouldWarnOfAFileThatEverybodyCanRead() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), DIGITS);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(HashKey.warning(file.toString())).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(HashKey.warning(file.toString()).orElseThrow())
        .contains("--hash-key-file", file.toString(), "chmod");
    assertThat(HashKey.warning(null)).isEmpty();
  }

  @Test
  void shouldTellKeysApartByTheirFingerprints() {
    byte[] other = HexFormat.of().parseHex(OTHER);

    assertThat(HashKey.fingerprint(KEY)).isEqualTo(HashKey.fingerprint(KEY.clone()));
    assertThat(HashKey.fingerprint(KEY)).isNotEqualTo(HashKey.fingerprint(other));
  }

  @Test
  void shouldRequireAKeyOfALiveJob() {
    assertThatThrownBy(() -> HashKey.require(null, Map.of(HashKey.VARIABLE, "")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--hash-key-file")
        .hasMessageContaining(HashKey.VARIABLE);
    assertThatCode(() -> HashKey.require(null, Map.of(HashKey.VARIABLE, DIGITS)))
        .doesNotThrowAnyException();
    assertThatCode(() -> HashKey.require("file", Map.of())).doesNotThrowAnyException();
  }
}
