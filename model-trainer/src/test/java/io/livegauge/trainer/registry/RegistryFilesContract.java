package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every place for a registry keeps to, where one publisher is at work at a time. */
public abstract class RegistryFilesContract {
  /** The place, empty. */
  protected abstract RegistryFiles files() throws Exception;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldBeginEmpty() throws Exception {
    assertThat(files().list("versions")).isEmpty();
    assertThat(files().read("versions/000001.json")).isEmpty();
    assertThat(files().read("CURRENT")).isEmpty();
    assertThat(files().location()).isNotEmpty();
  }

  @Test
  void shouldReadWhatWasCreated() throws Exception {
    assertThat(files().create("versions/000002.json", bytes("two"))).isTrue();
    assertThat(files().create("versions/000001.json", bytes("one"))).isTrue();
    assertThat(files().create("files/empty", new byte[0])).isTrue();

    assertThat(files().read("versions/000001.json")).hasValue(bytes("one"));
    assertThat(files().read("files/empty")).hasValue(new byte[0]);
    assertThat(files().list("versions")).containsExactly("000001.json", "000002.json");
  }

  @Test
  void shouldNotCreateTwice() throws Exception {
    assertThat(files().create("versions/000001.json", bytes("one"))).isTrue();
    assertThat(files().create("versions/000001.json", bytes("other"))).isFalse();

    assertThat(files().read("versions/000001.json")).hasValue(bytes("one"));
  }

  @Test
  void shouldReplaceWhatIsWritten() throws Exception {
    files().write("CURRENT", bytes("1, and more than that\n"));
    files().write("CURRENT", bytes("2\n"));

    assertThat(files().read("CURRENT")).hasValue(bytes("2\n"));
  }

  @Test
  void shouldKeepLargeFilesWhole() throws Exception {
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }

    assertThat(files().create("files/large", large)).isTrue();

    assertThat(files().read("files/large")).hasValue(large);
  }

  @Test
  void shouldDeleteOldLeftoversOnly() throws Exception {
    files().create("versions/000001.json", bytes("one"));
    files().write("CURRENT", bytes("1\n"));

    files().deleteLeftovers(Instant.EPOCH);
    files().deleteLeftovers(Instant.now().plusSeconds(3600));

    assertThat(files().read("versions/000001.json")).hasValue(bytes("one"));
    assertThat(files().read("CURRENT")).hasValue(bytes("1\n"));
  }
}
