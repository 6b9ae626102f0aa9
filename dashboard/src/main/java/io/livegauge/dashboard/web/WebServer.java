package io.livegauge.dashboard.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.feed.RecordLookup;
import io.livegauge.dashboard.room.Rooms;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. Safe for several threads. */
public final class WebServer implements AutoCloseable {
  /** So many live connections at most; each costs a thread and a socket. */
  public static final int MOST_LIVE_CONNECTIONS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Requests that are answered at once take these; live connections have their own. */
  private static final int THREADS = 128;

  private static final long STACK_BYTES = 512 * 1024;

  private static final int THREAD_IDLE_MILLIS = 30_000;

  private static final long MOST_BODY_BYTES = 4_096;

  private final LiveConnections connections;
  private final Javalin server;

  private WebServer(LiveConnections connections, Javalin server) {
    this.connections = connections;
    this.server = server;
  }

  /**
   * Starts to answer.
   *
   * @param host the address to listen on
   * @param port 0 for any that is free
   * @throws BindException where it cannot listen there
   */
  public static WebServer start(
      String host, int port, Access access, Rooms rooms, RecordLookup lookup) throws BindException {
    Listener listener = new Listener(host, port, Listener.DEADLINE_MILLIS);
    return start(listener, access, rooms, lookup, MOST_LIVE_CONNECTIONS);
  }

  static WebServer start(
      Listener listener, Access access, Rooms rooms, RecordLookup lookup, int mostConnections)
      throws BindException {
    LiveConnections connections = new LiveConnections(mostConnections);
    Doorman doorman = new Doorman(access);
    Api api = new Api(rooms, lookup, doorman, connections);
    Javalin server = Javalin.create(config -> configure(config, listener, doorman, api));
    try {
      server.start();
    } catch (RuntimeException e) {
      connections.close();
      throw bindException(e);
    }
    return new WebServer(connections, server);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** How many live connections there are. */
  int liveConnections() {
    return connections.open();
  }

  @Override
  public void close() {
    connections.close();
    server.stop();
  }

  private static BindException bindException(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && !cause.getMessage().startsWith("Failed to bind")) {
        BindException bind = new BindException(cause.getMessage());
        bind.initCause(error);
        return bind;
      }
    }
    throw error;
  }

  private static void configure(JavalinConfig config, Listener listener, Doorman doorman, Api api) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = MOST_BODY_BYTES;
    QueuedThreadPool threads = threads();
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new PlainErrors());
        });
    config.jetty.addConnector(listener);
    routes(config, doorman, api);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads =
        new QueuedThreadPool(THREADS, 4, THREAD_IDLE_MILLIS) {
          @Override
          public Thread newThread(Runnable task) {
            Thread thread = new Thread(null, task, "dashboard-web", STACK_BYTES);
            thread.setName(getName() + "-" + thread.getId());
            thread.setDaemon(true);
            return thread;
          }
        };
    threads.setName("dashboard-web");
    threads.setDaemon(true);
    return threads;
  }

  private static void routes(JavalinConfig config, Doorman doorman, Api api) {
    Page page = new Page();
    config.routes.before(
        context -> {
          SecurityHeaders.ALL.forEach(context::header);
          doorman.checkHost(context);
        });
    config.routes.before(
        "/api/*",
        context -> {
          context.header("Cache-Control", "no-store");
          doorman.checkSite(context);
        });
    List<Route> routes = api.routes();
    for (Route route : routes) {
      add(
          config,
          route.method(),
          route.path(),
          context -> {
            if (!route.isPublic()) {
              doorman.identify(context);
            }
            route.handler().handle(context);
          });
    }
    add(config, HandlerType.GET, "/api", context -> throwUnknown(context, routes));
    add(config, HandlerType.GET, "/api/<path>", context -> throwUnknown(context, routes));
    add(config, HandlerType.GET, "/", page::index);
    add(config, HandlerType.GET, "/<path>", page::asset);

    config.routes.exception(ApiException.class, (e, context) -> refuse(context, e));
    config.routes.exception(
        MethodNotAllowedResponse.class,
        (e, context) -> refuse(context, notAllowed(context, allowed(e))));
    config.routes.exception(
        EndpointNotFound.class,
        (e, context) ->
            Refusals.write(
                context,
                404,
                "NOT_FOUND",
                "There is nothing at " + ApiException.shown(context.path()) + "."));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> Refusals.write(context, e.getStatus(), "BAD_REQUEST", e.getMessage()));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          if (isClientGone(e)) {
            LOG.debug("{} {}: the client has gone", context.method(), context.path());
            return;
          }
          LOG.error("{} {} failed", context.method(), context.path(), e);
          Refusals.write(
              context, 500, "INTERNAL", "Something failed here; the server's log has more.");
        });
  }

  /**
   * What can be asked for, can be asked for its head: left alone, Javalin says 200 to all of it.
   */
  private static void add(JavalinConfig config, HandlerType method, String path, Handler handler) {
    config.routes.addHttpHandler(method, path, handler);
    if (method.equals(HandlerType.GET)) {
      config.routes.addHttpHandler(HandlerType.HEAD, path, handler);
    }
  }

  /** What is answered is made in memory: the one input and output in a request is the client's. */
  private static boolean isClientGone(Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static void throwUnknown(Context context, List<Route> routes) {
    for (Route route : routes) {
      if (route.path().equals(context.path())) {
        throw notAllowed(context, route.method().name());
      }
    }
    throw new ApiException(
        404,
        "NOT_FOUND",
        "There is nothing at "
            + ApiException.shown(context.path())
            + ". There are "
            + routes.stream().map(Route::path).distinct().collect(Collectors.joining(", "))
            + "; GET /api/openapi.json describes them.");
  }

  private static ApiException notAllowed(Context context, String allowed) {
    context.header("Allow", allowed);
    return new ApiException(
        405,
        "METHOD_NOT_ALLOWED",
        context.method().name() + " is not allowed here; allowed are " + allowed + ".");
  }

  private static void refuse(Context context, ApiException refusal) {
    Refusals.write(context, refusal.status(), refusal.error(), refusal.getMessage());
  }

  private static String allowed(MethodNotAllowedResponse response) {
    String methods = String.join(", ", response.getDetails().values());
    return methods.isEmpty() ? HandlerType.GET.name() : methods;
  }
}
