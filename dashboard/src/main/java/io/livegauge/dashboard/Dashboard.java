package io.livegauge.dashboard;

import io.livegauge.dashboard.feed.Feeds;
import io.livegauge.dashboard.room.Rooms;
import io.livegauge.dashboard.web.WebServer;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;

/** The screens, running: what Kafka says is read, and shown to browsers. */
public final class Dashboard implements AutoCloseable {
  private final DashboardOptions options;
  private final Feeds feeds;
  private final WebServer web;

  private Dashboard(DashboardOptions options, Feeds feeds, WebServer web) {
    this.options = options;
    this.feeds = feeds;
    this.web = web;
  }

  /**
   * Starts to read and to answer; whether Kafka can be reached is said by the page.
   *
   * @throws BindException where it cannot listen on that address and port
   * @throws IllegalArgumentException where a property of the Kafka clients is not allowed
   */
  public static Dashboard start(DashboardOptions options) throws BindException {
    Rooms rooms =
        new Rooms(options.feed().history(), options.feed().bootstrap(), Clock.systemUTC());
    Feeds feeds = Feeds.start(options.feed(), rooms);
    try {
      WebServer web =
          WebServer.start(
              options.address().getHostAddress(),
              options.port(),
              options.access(),
              rooms,
              feeds.lookup());
      return new Dashboard(options, feeds, web);
    } catch (BindException | RuntimeException e) {
      feeds.close();
      throw e;
    }
  }

  /** Where a browser finds it; {@code localhost} stands for every address of this machine. */
  public URI address() {
    InetAddress address = options.address();
    String host = address.getHostAddress();
    if (address.isAnyLocalAddress()) {
      host = "localhost";
    } else if (address instanceof Inet6Address) {
      host = "[" + host.replaceFirst("%.*", "") + "]";
    }
    return URI.create("http://" + host + ":" + web.port() + "/");
  }

  /** Lets live connections go, and stops reading. */
  @Override
  public void close() {
    try {
      web.close();
    } finally {
      feeds.close();
    }
  }
}
