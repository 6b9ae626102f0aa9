package io.livegauge.job.cleaning;

import static io.livegauge.job.reference.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteFunctionTest {
  private static final int BUCKETS = 3;

  private OneInputStreamOperatorTestHarness<Decoded, BucketedEvent> route;

  @BeforeEach
  void open() throws Exception {
    Rules rules = Rules.of(JobConfig.of(Map.of("buckets", Integer.toString(BUCKETS))));
    route =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new RouteFunction(rules)));
    route.open();
  }

  @AfterEach
  void close() throws Exception {
    route.close();
  }

  @Test
  void shouldSendAllEventsOfAUserToOneBucket() throws Exception {
    for (int user = 1; user <= 40; user++) {
      List<BucketedEvent> first = routed(event(EventType.LIKE, "a").user(user).build());
      List<BucketedEvent> second =
          routed(event(EventType.LEAVE, "b").user(user).stream("s2").at(77).build());
      assertThat(first).hasSize(1);
      assertThat(first.get(0).bucket()).isBetween(0, BUCKETS - 1);
      assertThat(first.get(0).counted()).isTrue();
      assertThat(second).extracting(BucketedEvent::bucket).containsExactly(first.get(0).bucket());
    }
  }

  @Test
  void shouldTellEveryBucketOfAnEndAndCountItOnce() throws Exception {
    List<BucketedEvent> copies = routed(event(EventType.STREAM_END, "end").at(4_999).build());

    assertThat(copies).extracting(BucketedEvent::bucket).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(copies).filteredOn(BucketedEvent::counted).hasSize(1);
    assertThat(copies).noneMatch(BucketedEvent::late);
  }

  @Test
  void shouldJudgeALateEndOnceAndTellNobodyOfIt() throws Exception {
    route.processWatermark(EventBuilder.BASE + 4_998);
    assertThat(routed(event(EventType.STREAM_END, "in time").at(0).build())).hasSize(BUCKETS);

    route.processWatermark(EventBuilder.BASE + 4_999);
    List<BucketedEvent> late = routed(event(EventType.STREAM_END, "late").at(4_999).build());
    assertThat(late).hasSize(1);
    assertThat(late.get(0).late()).isTrue();
    assertThat(late.get(0).counted()).isTrue();
    // The next slice is open.
    assertThat(routed(event(EventType.STREAM_END, "next").at(5_000).build())).hasSize(BUCKETS);
    // Whether other events are late is judged where their slice is closed.
    assertThat(routed(event(EventType.LIKE, "like").at(0).build()))
        .singleElement()
        .matches(bucketed -> !bucketed.late());
  }

  @Test
  void shouldSetAsideWhatIsNoEvent() throws Exception {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 0);
    Decoded rejected = decoder.fromKafka(null, Topic.LIKE, 1, 5, 9);
    route.processElement(rejected, 9);

    assertThat(route.extractOutputValues()).isEmpty();
    assertThat(route.getSideOutput(CleanOperator.REJECTIONS))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getValue().reason()).isEqualTo(Reason.INVALID);
              assertThat(record.getValue().offset()).isEqualTo(5);
            });
  }

  private List<BucketedEvent> routed(Event event) throws Exception {
    route.getOutput().clear();
    route.processElement(PackedEvent.of(event), event.eventTime);
    return route.extractOutputValues();
  }
}
