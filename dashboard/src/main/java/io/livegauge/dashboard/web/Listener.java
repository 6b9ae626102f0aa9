package io.livegauge.dashboard.web;

import java.util.function.BiFunction;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Where the server listens: one thread that accepts and one that watches the sockets.
 *
 * @param host the address
 * @param port 0 for any that is free
 * @param deadlineMillis so long a request may take, but for live connections
 */
record Listener(String host, int port, long deadlineMillis)
    implements BiFunction<Server, HttpConfiguration, Connector> {
  /** A client that takes nothing for so long is given up. */
  private static final long IDLE_MILLIS = 30_000;

  /** A request that has been neither answered nor taken after so long is given up. */
  static final long DEADLINE_MILLIS = 10_000;

  @Override
  public Connector apply(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.addCustomizer(new Deadline(deadlineMillis));
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    return connector;
  }
}
