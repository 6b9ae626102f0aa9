package io.livegauge.local.demo;

import io.livegauge.dashboard.Dashboard;
import io.livegauge.dashboard.DashboardOptions;
import io.livegauge.dashboard.feed.FeedOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The demo's screens: the dashboard in the demo's process, on this machine only. */
public final class Screens implements AutoCloseable {
  /** So many ports from the default one on are tried before any free one is taken. */
  private static final int TRIED = 20;

  private final Dashboard dashboard;

  private Screens(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  /**
   * Starts them.
   *
   * @param port 0 for any that is free; null for the default, or else the next that is free
   * @throws IOException where that port is taken
   */
  static Screens start(Integer port, String bootstrap, String prefix) throws IOException {
    FeedOptions feed = new FeedOptions(bootstrap, prefix, FeedOptions.DEFAULT_HISTORY, Map.of());
    int chosen = port == null ? firstFree() : port;
    return new Screens(Dashboard.start(DashboardOptions.local(chosen, feed)));
  }

  private static int firstFree() {
    for (int port = DashboardOptions.DEFAULT_PORT;
        port < DashboardOptions.DEFAULT_PORT + TRIED;
        port++) {
      if (isFree(port)) {
        return port;
      }
    }
    return 0;
  }

  /** Whether the screens could listen there now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where a browser finds them. */
  String address() {
    return dashboard.address().toString();
  }

  /** Whether they are where they are expected. */
  boolean areAtDefault() {
    return dashboard.address().getPort() == DashboardOptions.DEFAULT_PORT;
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
