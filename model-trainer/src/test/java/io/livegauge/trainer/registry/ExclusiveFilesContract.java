package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a place keeps to where any number of publishers may be at work at once. */
public abstract class ExclusiveFilesContract extends RegistryFilesContract {
  @Test
  void shouldLetOneOfManyCreate() throws Exception {
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
