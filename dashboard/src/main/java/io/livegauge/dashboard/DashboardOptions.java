package io.livegauge.dashboard;

import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.Addresses;
import io.livegauge.dashboard.feed.FeedOptions;
import java.net.InetAddress;

/**
 * What a dashboard shows, where, and to whom.
 *
 * @param address the address to listen on
 * @param port 0 for any that is free
 */
public record DashboardOptions(InetAddress address, int port, Access access, FeedOptions feed) {
  /** Where a dashboard listens where nothing else is said. */
  public static final String DEFAULT_ADDRESS = "127.0.0.1";

  public static final int DEFAULT_PORT = 8080;

  /**
   * Looks at what goes together.
   *
   * @throws IllegalArgumentException where everybody on the network would see everything
   */
  public DashboardOptions {
    if (access.isOpen() && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "Beyond the loopback address those who ask must say who they are");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ": 0 to 65535 are allowed");
    }
  }

  /** On this machine only, for whoever is on it. */
  public static DashboardOptions local(int port, FeedOptions feed) {
    return new DashboardOptions(
        Addresses.literal(DEFAULT_ADDRESS).orElseThrow(), port, Access.open(), feed);
  }
}
