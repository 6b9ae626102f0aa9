package io.livegauge.job.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.alert.AlertRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The bytes of state: what is in savepoints must be read by every later release. */
class AlertStateTest {
  /** Version 1 as it was first released, with the rules that there were then or fewer. */
  private static byte[] version1(int rules) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    out.writeLong(1_700_000_300_000L); // windowEnd
    out.writeLong(1_700_000_000_001L); // unbrokenSince
    out.writeLong(1_700_000_295_000L); // lastEventEnd
    out.writeLong(3); // modelVersion
    out.writeLong(900); // valid
    out.writeLong(800); // accepted
    out.writeLong(60); // rejected
    out.writeLong(40); // suspect
    out.writeDouble(0.0625); // recentRejected
    out.writeDouble(0.03125); // recentSuspect
    for (int i = 1; i <= 4; i++) { // score, conversion, viewers, gifts
      out.writeDouble(i / 8.0);
      out.writeLong(5_000L * i);
    }
    out.writeByte(rules);
    for (int i = 0; i < rules; i++) {
      out.writeBoolean(i == 1);
      out.writeInt(i);
      if (i == 1) {
        out.writeLong(1_700_000_200_000L); // since
        out.writeLong(123_450); // worst
      }
    }
    return bytes.toByteArray();
  }

  private static AlertState read(byte[] bytes) throws IOException {
    return AlertState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void shouldReadWhatTheFirstReleaseWrote() throws IOException {
    AlertState state = read(version1(9));

    assertThat(state.windowEnd).isEqualTo(1_700_000_300_000L);
    assertThat(state.unbrokenSince).isEqualTo(1_700_000_000_001L);
    assertThat(state.lastEventEnd).isEqualTo(1_700_000_295_000L);
    assertThat(state.modelVersion).isEqualTo(3);
    assertThat(state.valid - state.accepted).isEqualTo(state.rejected + state.suspect);
    assertThat(state.recentRejected).isEqualTo(0.0625);
    assertThat(state.recentSuspect).isEqualTo(0.03125);
    assertThat(state.score.mean).isEqualTo(0.125);
    assertThat(state.conversion.mean).isEqualTo(0.25);
    assertThat(state.viewers.millis).isEqualTo(15_000);
    assertThat(state.gifts.millis).isEqualTo(20_000);
    AlertState.Watch raised = state.watch(AlertRule.BELOW_REFERENCE);
    assertThat(raised.isRaised).isTrue();
    assertThat(raised.since).isEqualTo(1_700_000_200_000L);
    assertThat(raised.worst10000).isEqualTo(123_450);
    assertThat(state.watch(AlertRule.NO_EVENTS).inRow).isEqualTo(8);
  }

  @Test
  void shouldWriteWhatItReads() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    read(version1(9)).write(new DataOutputStream(bytes));

    assertThat(bytes.toByteArray()).isEqualTo(version1(9));
  }

  @Test
  void shouldReadStateOfFewerRulesAndRefuseWhatItDoesNotKnow() throws IOException {
    assertThat(read(version1(2)).watch(AlertRule.NO_EVENTS).isRaised).isFalse();

    assertThatThrownBy(() -> read(version1(10)))
        .isInstanceOf(IOException.class)
        .hasMessage("alerts of 10 rules; known: 9");
    byte[] newer = version1(9);
    newer[0] = 2;
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(IOException.class)
        .hasMessage("alerts of format 2; known: 1");
  }
}
