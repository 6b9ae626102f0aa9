package io.livegauge.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamWindowTest {
  private static final long END = 1_700_000_000_000L;

  @Test
  void shouldCountAUserWhileAnyPaneHasThem() {
    StreamSums first = pane("barrage", "ann", "bob");
    StreamSums second = pane("barrage", "bob");
    StreamWindow window = new StreamWindow(END);

    window.add(first);
    window.add(second);
    assertThat(window.row("s")).isEqualTo(new CoreRow("s", END, 3, 0, 0, 0, 0, 0, 2));

    window.remove(first);
    assertThat(window.row("s")).isEqualTo(new CoreRow("s", END, 1, 0, 0, 0, 0, 0, 1));

    window.remove(second);
    assertThat(window.panes).isZero();
    assertThat(window.row("s").isZero()).isTrue();
  }

  @Test
  void shouldSlideOnAfterItWasStored() throws IOException {
    StreamSums pane = new StreamSums();
    for (int user = 0; user < 100; user++) {
      pane.add(event("product_click", "user-" + user));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pane.write(new DataOutputStream(bytes));
    StreamSums storedPane = StreamSums.read(in(bytes));
    StreamWindow window = new StreamWindow(END);
    window.add(pane);
    bytes.reset();
    window.write(new DataOutputStream(bytes));
    StreamWindow stored = StreamWindow.read(in(bytes));

    assertThat(stored.row("s")).isEqualTo(new CoreRow("s", END, 0, 0, 0, 0, 0, 100, 100));
    stored.remove(storedPane);
    assertThat(stored.row("s").isZero()).isTrue();
  }

  private static DataInputStream in(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static StreamSums pane(String type, String... users) {
    StreamSums pane = new StreamSums();
    for (String user : users) {
      pane.add(event(type, user));
    }
    return pane;
  }

  private static CoreEvent event(String type, String user) {
    CoreEvent event = new CoreEvent();
    event.type = type;
    event.userId = user;
    return event;
  }
}
