package io.livegauge.local.quarantine;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges lines before anything is sent, by the job's own decoder. Not thread-safe.
 *
 * @see RepairLine
 */
final class ReplayCheck {
  /**
   * Of these an unedited value can be good now that was not when it was rejected: an INVALID record
   * may have been on the wrong topic, and a FUTURE one is not in the future for ever.
   */
  private static final Set<String> JUDGED_ANEW =
      Set.of(Reason.INVALID.name(), Reason.FUTURE.name());

  private final String prefix;
  private final boolean sendsUnedited;
  private final Clock clock;
  private final EventDecoder decoder;
  private final Set<String> topics;

  /**
   * @param prefix of the topics' names
   * @param maxAheadMillis how far an event may be ahead of now
   * @param sendsUnedited whether also what was not edited is sent
   */
  ReplayCheck(String prefix, long maxAheadMillis, boolean sendsUnedited, Clock clock) {
    this.prefix = prefix;
    this.sendsUnedited = sendsUnedited;
    this.clock = clock;
    // Whose key it is does not matter: nothing of what is hashed goes out.
    this.decoder =
        new EventDecoder(new UserHasher(new byte[UserHasher.KEY_LENGTH]), maxAheadMillis);
    this.topics =
        Arrays.stream(Topic.values())
            .filter(Topic::isInput)
            .map(topic -> topic.named(prefix))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What is to become of a line. */
  sealed interface Verdict {
    /**
     * It is sent.
     *
     * @param topic full name of the topic that its type belongs to
     * @param streamId which is its key
     * @param eventTime in epoch milliseconds
     */
    record Send(RepairLine line, String topic, String streamId, long eventTime)
        implements Verdict {}

    /** It is as it was, so it would only be rejected once more. */
    record Unedited() implements Verdict {}

    /**
     * It cannot be sent.
     *
     * @param problem for people, without a user id
     */
    record Refused(String problem) implements Verdict {}
  }

  /** Judges one line. */
  Verdict judge(byte[] bytes) {
    RepairLine line;
    try {
      line = RepairLine.read(bytes);
    } catch (IOException e) {
      return new Verdict.Refused(e.getMessage());
    }
    if (!topics.contains(line.topic())) {
      return new Verdict.Refused(
          "topic '"
              + line.topic()
              + "' is no topic of events under the prefix '"
              + prefix
              + "' (option --topic-prefix)");
    }
    boolean isPassedOver = !sendsUnedited && line.isUnedited();
    if (isPassedOver && !JUDGED_ANEW.contains(line.reason())) {
      return new Verdict.Unedited();
    }
    if (line.value() == null) {
      return isPassedOver
          ? new Verdict.Unedited()
          : new Verdict.Refused(
              "there is no value to send"
                  + (line.missing() == null ? "" : " (" + line.missing() + ")")
                  + "; write the event there, or take the line out");
    }
    Decoded decoded = decoder.fromFile(line.value(), "", 0);
    if (decoded instanceof PackedEvent event) {
      // Once more with the time at which it will arrive, as the job will read it.
      decoded =
          decoder.fromKafka(
              line.value(), event.type().topic(), 0, 0, clock.instant().toEpochMilli());
    }
    if (decoded instanceof Decoded.Rejected rejected) {
      return isPassedOver
          ? new Verdict.Unedited()
          : new Verdict.Refused(
              rejected.rejection().reason() + ": " + rejected.rejection().detail());
    }
    PackedEvent event = (PackedEvent) decoded;
    return new Verdict.Send(
        line, event.type().topic().named(prefix), event.streamId(), event.eventTime());
  }
}
