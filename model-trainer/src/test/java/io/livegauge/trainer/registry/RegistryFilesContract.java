package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every place for a registry keeps to. */
public abstract class RegistryFilesContract {
  /** The place, empty. */
  protected abstract RegistryFiles files() throws Exception;

  /** Whether several publishers may create a file at the same moment. */
  protected boolean isExclusive() {
    return true;
  }

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

  @Test
  void shouldLetOneOfManyCreate() throws Exception {
    if (!isExclusive()) {
      return;
    }
    int threads = 4;
    int rounds = 50;
    List<List<Integer>> won = new ArrayList<>();
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Integer>>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        byte[] own = new byte[10_000];
        Arrays.fill(own, (byte) thread);
        all.add(pool.submit(() -> createAll(rounds, own, barrier)));
      }
      for (Future<List<Integer>> one : all) {
        won.add(one.get());
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(won.stream().flatMap(List::stream).sorted().toList())
        .as("each created by exactly one")
        .containsExactlyElementsOf(IntStream.range(0, rounds).boxed().toList());
    for (int thread = 0; thread < threads; thread++) {
      for (int round : won.get(thread)) {
        byte[] whole = files().read("versions/" + round).orElseThrow();
        assertThat(whole).hasSize(10_000).containsOnly(thread);
      }
    }
  }

  private List<Integer> createAll(int rounds, byte[] own, CyclicBarrier barrier) throws Exception {
    List<Integer> won = new ArrayList<>();
    RegistryFiles files = files();
    for (int round = 0; round < rounds; round++) {
      barrier.await();
      if (files.create("versions/" + round, own)) {
        won.add(round);
      }
    }
    return won;
  }
}
