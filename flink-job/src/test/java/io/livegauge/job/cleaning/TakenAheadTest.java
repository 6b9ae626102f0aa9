package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Binary;
import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.slice.Packed;
import io.livegauge.job.slice.SlicePartial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * Slices that are taken ahead in parts, with stragglers behind them and snapshots at any moment,
 * give to the byte what they give when all is done at their close.
 */
class TakenAheadTest {
  private static final String STREAM = "s1";
  private static final int PARTS = 10;

  private final Rules rules = Rules.of(JobConfig.defaults());

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void shouldGiveWhatTheCloseAloneGives(@ForAll Profile profile, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Bucket atClose = new Bucket(rules);
    Bucket ahead = new Bucket(rules);
    for (Map.Entry<Long, List<BucketedEvent>> slice : slices(profile, seed).entrySet()) {
      long sliceEnd = slice.getKey();
      List<BucketedEvent> toCome = slice.getValue();
      Collections.shuffle(toCome, random);
      List<BucketedEvent> inputs = new ArrayList<>();
      String before = ahead.text(sliceEnd - rules.sliceMillis);
      for (int finalParts = 0; finalParts < PARTS; finalParts++) {
        long passed = sliceEnd - (PARTS - finalParts) * rules.sliceMillis / PARTS;
        // What is final comes, but for a straggler now and then; and some of the rest.
        for (Iterator<BucketedEvent> events = toCome.iterator(); events.hasNext(); ) {
          BucketedEvent event = events.next();
          boolean isFinal = event.event().eventTime() < passed;
          if (random.nextInt(100) < (isFinal ? 97 : 20)) {
            inputs.add(event);
            events.remove();
          }
        }
        for (int calls = random.nextInt(4); calls > 0; calls--) {
          ahead.takeAhead(sliceEnd, finalParts, inputs);
        }
        int dice = random.nextInt(40);
        if (dice < 3) {
          ahead.rules.undo(ahead.state);
          assertThat(ahead.text(sliceEnd - rules.sliceMillis)).isEqualTo(before);
        }
        if (dice == 0) {
          ahead.writeAndRead();
          atClose.writeAndRead();
        }
      }
      inputs.addAll(toCome);

      byte[] partial = bytes(ahead.close(sliceEnd, inputs));
      assertThat(partial).isEqualTo(bytes(atClose.close(sliceEnd, inputs)));
      assertThat(ahead.rejections).isEqualTo(atClose.rejections);
      assertThat(ahead.text(sliceEnd)).isEqualTo(atClose.text(sliceEnd));
      if (random.nextInt(10) == 0) {
        assertThat(ahead.takeUnwritten(sliceEnd)).isEqualTo(atClose.takeUnwritten(sliceEnd));
      }
    }
  }

  @Test
  void shouldTakeOnePartAtATime() {
    Bucket bucket = new Bucket(rules);
    long sliceEnd = rules.sliceEndOf(EventBuilder.BASE);
    List<BucketedEvent> inputs = likes(sliceEnd, 500, 600, 1_500, 4_900);
    assertThat(bucket.takeAhead(sliceEnd, 0, inputs)).isFalse();
    assertThat(bucket.state.users.isEmpty()).isTrue();
    assertThat(bucket.takeAhead(sliceEnd, 8, inputs)).isTrue();
    assertThat(bucket.state.users.size()).isEqualTo(2);
    assertThat(bucket.takeAhead(sliceEnd, 8, inputs)).isTrue();
    assertThat(bucket.state.users.size()).isEqualTo(3);
    assertThat(bucket.takeAhead(sliceEnd, 8, inputs)).isFalse();
    assertThat(bucket.close(sliceEnd, inputs).valid).isEqualTo(4);
  }

  @Test
  void shouldWaitForTheCloseAfterAStraggler() {
    Bucket bucket = new Bucket(rules);
    long sliceEnd = rules.sliceEndOf(EventBuilder.BASE);
    List<BucketedEvent> inputs = likes(sliceEnd, 100, 1_700);
    while (bucket.takeAhead(sliceEnd, 5, inputs)) {
      // Both.
    }
    assertThat(bucket.state.users.size()).isEqualTo(2);
    inputs.addAll(likes(sliceEnd, 99));
    assertThat(bucket.takeAhead(sliceEnd, 6, inputs)).isFalse();
    assertThat(bucket.state.users.isEmpty()).isTrue();
    assertThat(bucket.takeAhead(sliceEnd, 9, inputs)).isFalse();
    assertThat(bucket.state.users.isEmpty()).isTrue();
    assertThat(bucket.close(sliceEnd, inputs).valid).isEqualTo(3);
  }

  /** The events of all streams as if of one bucket, every other time without an end. */
  private Map<Long, List<BucketedEvent>> slices(Profile profile, long seed) {
    TreeMap<Long, List<BucketedEvent>> slices = new TreeMap<>();
    for (Event event : EventGenerator.generate(profile, seed, 600)) {
      boolean isEnd = event.type == EventType.STREAM_END;
      if (!isEnd || seed % 2 == 0) {
        slices
            .computeIfAbsent(rules.sliceEndOf(event.eventTime), end -> new ArrayList<>())
            .add(
                new BucketedEvent(
                    PackedEvent.of(event), 0, !isEnd || event.eventTime % 2 == 0, false));
      }
    }
    return slices;
  }

  private static List<BucketedEvent> likes(long sliceEnd, int... afterStart) {
    List<BucketedEvent> inputs = new ArrayList<>();
    for (int after : afterStart) {
      Event like =
          EventBuilder.event(EventType.LIKE, "e" + after)
              .user(after)
              .at(sliceEnd - 5_000 + after - EventBuilder.BASE)
              .build();
      inputs.add(new BucketedEvent(PackedEvent.of(like), 0, true, false));
    }
    return inputs;
  }

  /** In the table's order users lie by how it grew, so those who were forgotten are sorted. */
  private static byte[] bytes(SlicePartial partial) throws IOException {
    partial.forgotten.sort(Comparator.comparingLong(SlicePartial.Buyer::userHash));
    DataOutputSerializer out = new DataOutputSerializer(256);
    new SlicePartial.Format().write(partial, out);
    return out.getCopyOfBuffer();
  }

  /** A bucket with rules of its own, so that nothing is shared with another. */
  private static final class Bucket {
    final BucketRules rules;
    final long fingerprintMillis;
    final List<String> rejections = new ArrayList<>();

    /** All fingerprints that a slice ever left behind. */
    final Set<Long> known = new TreeSet<>();

    BucketState state;

    Bucket(Rules rules) {
      this.rules = new BucketRules(rules);
      this.fingerprintMillis = rules.fingerprintMillis;
      this.state = new BucketState(fingerprintMillis);
    }

    boolean takeAhead(long sliceEnd, int finalParts, List<BucketedEvent> inputs) {
      return rules.takeAhead(STREAM, sliceEnd, PARTS, finalParts, inputs, state);
    }

    SlicePartial close(long sliceEnd, List<BucketedEvent> inputs) {
      return rules.close(
          STREAM,
          sliceEnd,
          inputs,
          state,
          rejection ->
              rejections.add(
                  rejection.reason() + " " + rejection.eventId() + " " + rejection.detail()));
    }

    /** All that is kept and of use from {@code time} on. */
    String text(long time) throws IOException {
      DataOutputSerializer head = new DataOutputSerializer(64);
      state.writeHead(head);
      TreeMap<Long, String> users = new TreeMap<>();
      for (UserState user : state.allUsers()) {
        users.put(user.userHash, hex(user));
      }
      return HexFormat.of().formatHex(head.getCopyOfBuffer())
          + users
          + new TreeSet<>(state.usersWithOpenStreaks)
          + fingerprints(time);
    }

    /** Sets have no order of their own. */
    private static String hex(UserState user) throws IOException {
      UserState sorted = user.copy();
      sorted.answeredItems = new TreeSet<>(user.answeredItems);
      sorted.streaks = new TreeMap<>(user.streaks);
      DataOutputSerializer out = new DataOutputSerializer(64);
      sorted.write(out);
      return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private Map<Long, Long> fingerprints(long time) {
      TreeMap<Long, Long> live = new TreeMap<>();
      for (long key : known) {
        long last = state.fingerprints.get(key);
        if (last != Fingerprints.NONE && time - last <= fingerprintMillis) {
          live.put(key, last);
        }
      }
      return live;
    }

    /** What the next snapshot writes of the changes: users, and fingerprints that are of use. */
    List<String> takeUnwritten(long time) throws IOException {
      List<String> unwritten = new ArrayList<>();
      for (UserState user : state.takeChanged()) {
        unwritten.add(hex(user));
      }
      unwritten.sort(Comparator.naturalOrder());
      DataOutputSerializer out = new DataOutputSerializer(64);
      state.fingerprints.write(out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      long last = 0;
      for (int i = Binary.readLength(in); i > 0; i--) {
        long key = in.readLong();
        last += Binary.readUnsigned(in);
        if (time - last <= fingerprintMillis) {
          known.add(key);
          unwritten.add(key + " at " + last);
        }
      }
      return unwritten;
    }

    /** Goes on from what is written of the users; fingerprints are written as they come. */
    void writeAndRead() throws IOException {
      BucketState read = new BucketState(fingerprintMillis);
      Packed.of(1, state::writeHead).read("numbers", 1, read::readHead);
      Packed.of(1, out -> BucketState.writeUsers(state.allUsers(), out))
          .read("users", 1, read::readUsers);
      read.fingerprints = state.fingerprints;
      state = read;
    }
  }
}
