package io.livegauge.benchmark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelinePlanTest {
  @Test
  void shouldSpreadRoundsOfOursOverTheTimeOfThePeers() {
    assertThat(ownRoundsBefore(plan(5, Variants.names())))
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5);
    assertThat(ownRoundsBefore(plan(1, Variants.names()))).endsWith(1, 1);
    assertThat(ownRoundsBefore(plan(3, List.of("ours-rocksdb", "plain-rocksdb"))))
        .containsExactly(1, 3);
    assertThat(ownRoundsBefore(plan(3, List.of("ours-rocksdb")))).containsExactly(3);
  }

  @Test
  void shouldKeepItsDefaultsBelowAnHour() {
    assertThat(plan(5, Variants.names()).describe())
        .startsWith(
            "discard, decode-only, ours-hashmap, ours-rocksdb in turn, 1 + 5 rounds of 3,000,000"
                + " and 9,000,000 events; plain-hashmap, 3 rounds of ")
        .containsPattern("On two cores it takes about [345][0-9] min$");
  }

  @Test
  void shouldTellEachSizeOfTopicsOnce() {
    List<Long> topics = plan(5, List.of("panes-hashmap", "panes-rocksdb")).topics();

    assertThat(topics).doesNotHaveDuplicates().hasSize(3).first().isEqualTo(PeerSizes.LEAST);
  }

  @Test
  void shouldHaveSizesForEveryPeer() {
    for (String peer : plan(5, Variants.names()).peers()) {
      Sizes sizes = PeerSizes.of(peer);
      assertThat(sizes.small()).as(peer).isGreaterThanOrEqualTo(PeerSizes.LEAST);
      assertThat(PeerSizes.seconds(peer, sizes.large())).as(peer).isBetween(60.0, 100.0);
    }
  }

  @Test
  void shouldFitTheLargerSizeToAFasterOrSlowerMachine() {
    Sizes sizes = new Sizes(200_000, 1_000_000);

    assertThat(PeerSizes.fitted(sizes, 60e-6)).isEqualTo(sizes);
    assertThat(PeerSizes.fitted(sizes, 140e-6)).isEqualTo(sizes);
    assertThat(PeerSizes.fitted(sizes, 51e-6)).isEqualTo(new Sizes(200_000, 1_380_000));
    assertThat(PeerSizes.fitted(sizes, 141e-6)).isEqualTo(new Sizes(200_000, 500_000));
    assertThat(PeerSizes.fitted(sizes, 1e-3)).isEqualTo(new Sizes(200_000, 300_000));
  }

  private static List<Integer> ownRoundsBefore(PipelinePlan plan) {
    return IntStream.rangeClosed(0, plan.peers().size())
        .map(plan::ownRoundsBefore)
        .boxed()
        .toList();
  }

  private static PipelinePlan plan(int rounds, List<String> variants) {
    return new PipelinePlan(
        variants,
        Workload.standard(),
        Workload.standard(),
        new Sizes(3_000_000, 9_000_000),
        null,
        rounds,
        3,
        1,
        2,
        List.of(),
        Map.of(),
        true,
        null,
        Path.of("."));
  }
}
