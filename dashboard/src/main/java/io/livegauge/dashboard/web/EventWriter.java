package io.livegauge.dashboard.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes Server-Sent Events whose data are JSON. */
final class EventWriter {
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ID = "\nid: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  /** How long a browser waits before it comes again. */
  private static final byte[] RETRY = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  void retry() throws IOException {
    out.write(RETRY);
  }

  /** Begins an event; its data is what is written to {@link #out} until {@link #end}, one line. */
  void begin(String event, String id) throws IOException {
    out.write(EVENT);
    out.write(event.getBytes(StandardCharsets.UTF_8));
    if (id != null) {
      out.write(ID);
      out.write(id.getBytes(StandardCharsets.UTF_8));
    }
    out.write(DATA);
  }

  OutputStream out() {
    return out;
  }

  void end() throws IOException {
    out.write(END);
  }

  /**
   * A whole event without an id. Line ends in the JSON, which mean nothing there, become blanks.
   */
  void event(String event, byte[] data) throws IOException {
    begin(event, null);
    int from = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        out.write(data, from, i - from);
        out.write(' ');
        from = i + 1;
      }
    }
    out.write(data, from, data.length - from);
    end();
  }

  void flush() throws IOException {
    out.flush();
  }
}
