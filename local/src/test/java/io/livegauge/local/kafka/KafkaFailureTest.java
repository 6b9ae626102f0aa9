package io.livegauge.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class KafkaFailureTest {
  private final KafkaAccess access = new KafkaAccess("broker:9092", Map.of());

  private String tell(Throwable error) {
    return access.failure("read live.like (Read on it)", error).getMessage();
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    String expected =
        "No Kafka at broker:9092 answers (waited 15 s to read live.like (Read on it)); where it"
            + " asks for TLS or a login, --kafka-config says how";

    assertThat(tell(new ExecutionException(new TimeoutException("node assignment"))))
        .isEqualTo(expected);
    assertThat(tell(new java.util.concurrent.TimeoutException())).isEqualTo(expected);
  }

  @Test
  void shouldSayWhichRightIsMissing() {
    assertThat(tell(new ExecutionException(new TopicAuthorizationException(Set.of("live.like")))))
        .isEqualTo("Kafka at broker:9092 does not allow this user to read live.like (Read on it)");
  }

  @Test
  void shouldSayThatALoginIsRefused() {
    assertThat(tell(new KafkaException("wrapped", new SaslAuthenticationException("bad password"))))
        .isEqualTo("Kafka at broker:9092 refuses the login: bad password; look at --kafka-config");
  }

  @Test
  void shouldSayWhatIsWrongWithASetting() {
    assertThat(tell(new KafkaException("wrapped", new ConfigException("no such protocol"))))
        .isEqualTo(
            "A client of Kafka at broker:9092 cannot be set up: no such protocol; look at"
                + " --bootstrap and --kafka-config");
  }

  @Test
  void shouldPassOnWhatKafkaSays() {
    assertThat(tell(new InvalidReplicationFactorException("only 1 broker")))
        .isEqualTo("Kafka at broker:9092 failed to read live.like (Read on it): only 1 broker");
    assertThat(tell(new NotLeaderOrFollowerException((String) null)))
        .endsWith("failed to read live.like (Read on it): NotLeaderOrFollowerException");
  }

  @Test
  void shouldNotWrapItself() {
    KafkaFailure failure = new KafkaFailure("said before", null);

    assertThat(access.failure("anything", failure)).isSameAs(failure);
  }

  @Test
  void shouldLeaveAnErrorToThoseWhoKnowWhatToDo() throws Exception {
    KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
    future.completeExceptionally(new TopicAuthorizationException(Set.of("t")));

    assertThatThrownBy(() -> access.tryAnswer("look", future))
        .isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> access.answer("look", future))
        .isInstanceOf(KafkaFailure.class)
        .hasMessage("Kafka at broker:9092 does not allow this user to look");
    assertThat(access.answer("look", KafkaFuture.completedFuture("seen"))).isEqualTo("seen");
  }

  @Test
  void shouldSayThatABootstrapAddressIsNoUse() {
    KafkaAccess nowhere = new KafkaAccess("no-such-host.invalid:1", Map.of());

    assertThatThrownBy(nowhere::admin)
        .isInstanceOf(KafkaFailure.class)
        .hasMessageContaining("no-such-host.invalid:1")
        .hasMessageContaining("look at --bootstrap");
  }
}
