package io.livegauge.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.model.Model;
import io.livegauge.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final Instant NOW = Instant.parse("2026-11-21T17:00:00Z");

  @TempDir private Path directory;
  private Registry registry;
  private final MemoryTopic topic = new MemoryTopic();

  @BeforeEach
  void registerThree() throws Exception {
    registry = new Registry(new DirectoryFiles(directory), at(NOW));
    register(true);
    register(true);
    register(false);
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private Entry register(boolean isPromoted) throws Exception {
    return registry.register((version, current) -> TestArtifacts.draft(version, isPromoted));
  }

  private Publication publish(long version, Role role, Instant now) throws IOException {
    return new Publisher(registry, topic, at(now), Duration.ofSeconds(30)).publish(version, role);
  }

  @Test
  void shouldSendTheRegisteredModelValidALittleLater() throws Exception {
    Publication publication = publish(2, Role.CHAMPION, NOW);

    assertThat(topic.sent).containsExactly(publication.document());
    Model sent = topic.sent.get(0);
    assertThat(sent.version()).isEqualTo(2);
    assertThat(sent.validFrom()).isEqualTo(NOW.plusSeconds(30).toEpochMilli());
    assertThat(sent.role()).isEqualTo(Role.CHAMPION);
    assertThat(sent.training()).isEqualTo(registry.model(2).training());
    assertThat(publication.wasThere()).isFalse();
    assertThat(publication.notes()).isEmpty();
    assertThat(directory.resolve("published/000002.json")).hasBinaryContent(sent.bytes());
  }

  @Test
  void shouldSendTheSameBytesAgain() throws Exception {
    publish(2, Role.CHAMPION, NOW);

    Publication again = publish(2, Role.CHAMPION, NOW.plusSeconds(3600));

    assertThat(topic.sent).hasSize(2);
    assertThat(topic.sent.get(1).bytes()).isEqualTo(topic.sent.get(0).bytes());
    assertThat(again.wasThere()).isTrue();
    assertThat(again.notes()).isEmpty();
  }

  @Test
  void shouldStampNothingWhereNobodyAnswers() throws Exception {
    topic.isAway = true;
    assertThatThrownBy(() -> publish(2, Role.CHAMPION, NOW)).hasMessageContaining("no Kafka");

    topic.isAway = false;
    Instant later = NOW.plusSeconds(3600);
    assertThat(publish(2, Role.CHAMPION, later).document().validFrom())
        .isEqualTo(later.plusSeconds(30).toEpochMilli());
  }

  @Test
  void shouldSendWhatWasStampedBeforeItFailedAndSaySo() throws Exception {
    topic.refuses = true;
    assertThatThrownBy(() -> publish(2, Role.CHAMPION, NOW)).hasMessageContaining("acknowledged");
    topic.refuses = false;

    Publication again = publish(2, Role.CHAMPION, NOW.plusSeconds(3600));

    assertThat(again.document().validFrom()).isEqualTo(NOW.plusSeconds(30).toEpochMilli());
    assertThat(again.wasThere()).isFalse();
    assertThat(again.notes())
        .singleElement()
        .asString()
        .contains("version 2", "earlier try", "2026-11-21T17:00:30Z");
  }

  @Test
  void shouldSendAChallengerBesideTheChampion() throws Exception {
    publish(2, Role.CHAMPION, NOW);
    publish(3, Role.CHALLENGER, NOW);

    assertThat(topic.sent).extracting(Model::role).containsExactly(Role.CHAMPION, Role.CHALLENGER);
    // A challenger of a higher version does not stand in the champion's way.
    assertThat(publish(2, Role.CHAMPION, NOW).wasThere()).isTrue();
  }

  @Test
  void shouldRefuseWhatWouldBeOfNoUse() throws Exception {
    assertThatThrownBy(() -> publish(1, Role.CHAMPION, NOW))
        .hasMessageContaining("behind the current one, 2")
        .hasMessageContaining("rollback to 1");
    assertThatThrownBy(() -> publish(3, Role.CHAMPION, NOW))
        .hasMessageContaining("was not promoted");
    assertThatThrownBy(() -> publish(2, Role.CHALLENGER, NOW)).hasMessageContaining("was promoted");
    assertThatThrownBy(() -> publish(9, Role.CHAMPION, NOW))
        .hasMessageContaining("no version 9")
        .hasMessageContaining("holds 1 to 3");
    register(false);
    publish(4, Role.CHALLENGER, NOW);
    assertThatThrownBy(() -> publish(3, Role.CHALLENGER, NOW))
        .hasMessageContaining("holds version 4 already");

    assertThat(topic.sent).hasSize(1);
    assertThat(directory.resolve("published").toFile().list()).containsExactly("000004.json");
  }

  @Test
  void shouldRefuseATopicOfAnotherRegistry() throws Exception {
    topic.sent.add(TestArtifacts.read(TestArtifacts.artifact(12, Role.CHAMPION, "theirs")));
    assertThatThrownBy(() -> publish(2, Role.CHAMPION, NOW))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("holds version 12")
        .hasMessageContaining("ends at 3")
        .hasMessageContaining("another registry");

    topic.sent.clear();
    topic.sent.add(TestArtifacts.read(TestArtifacts.artifact(2, Role.CHAMPION, "theirs")));
    assertThatThrownBy(() -> publish(2, Role.CHAMPION, NOW))
        .hasMessageContaining("holds another version 2");

    assertThat(topic.sent).hasSize(1);
    assertThat(Files.exists(directory.resolve("published"))).isFalse();
  }

  @Test
  void shouldRollBackUnderAHigherVersion() throws Exception {
    publish(2, Role.CHAMPION, NOW);

    Entry back = registry.register(Submissions.rollback(registry, 1, NOW));
    publish(back.version(), Role.CHAMPION, NOW);

    assertThat(back.version()).isEqualTo(4);
    assertThat(back.rollbackOf()).isEqualTo(1);
    assertThat(back.isPromoted()).isTrue();
    assertThat(back.files().get(ArtifactKind.NETWORK))
        .isEqualTo(registry.entry(1).orElseThrow().files().get(ArtifactKind.NETWORK));
    Model sent = topic.sent.get(1);
    assertThat(sent.version()).isEqualTo(4);
    assertThat(sent.training().get("rollbackOf").longValue()).isEqualTo(1);
    assertThat(sent.score(sent.reference()))
        .isEqualTo(registry.model(1).score(registry.model(1).reference()));
    assertThat(registry.current().orElseThrow().version()).isEqualTo(4);
    assertThatThrownBy(() -> Submissions.rollback(registry, 3, NOW))
        .hasMessageContaining("was not promoted");
  }
}
