package io.livegauge.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.dashboard.access.Viewer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client gets that does not take what is written. */
@Timeout(60)
class LiveFeedsTest {
  private static final long END = ShownRooms.END;

  private final ShownRooms shown = new ShownRooms();

  /** A client that takes a packet when it is let, and not before. */
  private static final class SlowClient extends OutputStream {
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private final LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(0);

    @Override
    public void write(int b) {
      packet.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      packet.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      taken.add(packet.toString(StandardCharsets.UTF_8));
      packet.reset();
      try {
        permits.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    String next() throws InterruptedException {
      String next = taken.poll(30, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }
  }

  @Test
  void shouldTellASlowClientTheNewestOnly() throws Exception {
    shown.publish(shown.record("s1", "h7", "beauty", END, "71"));
    SlowClient client = new SlowClient();
    try (LiveConnections connections = new LiveConnections(1)) {
      LiveFeeds feeds = new LiveFeeds(shown.rooms(), new Records(shown), connections);
      CompletableFuture<Void> end = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  feeds.rows(null, Viewer.OPERATIONS).write(new EventWriter(client));
                } catch (IOException | InterruptedException e) {
                  // It was told to end.
                } finally {
                  end.complete(null);
                }
              });
      thread.start();
      assertThat(client.next()).contains("\"score\":71,").contains("event: health");

      // While it takes nothing, a room changes three times, and another one begins.
      shown.publish(shown.record("s1", "h7", "beauty", END + 5_000, "72"));
      shown.publish(shown.record("s1", "h7", "beauty", END + 10_000, "73"));
      shown.publish(shown.record("s1", "h7", "beauty", END + 15_000, "74"));
      shown.publish(shown.record("s2", "h8", "food", END + 15_000, "40"));
      assertThat(client.taken).isEmpty();
      client.permits.release();

      String next = client.next();
      assertThat(next.split("event: rows", -1)).hasSize(2);
      assertThat(next.split("\"streamId\":\"s1\"", -1)).hasSize(2);
      assertThat(next)
          .contains("\"score\":74,", "\"score\":40,")
          .contains("id: " + shown.rooms().instance() + "-" + shown.rooms().sequence())
          .doesNotContain("\"score\":72,", "\"score\":73,");

      thread.interrupt();
      end.get(30, TimeUnit.SECONDS);
    }
  }
}
