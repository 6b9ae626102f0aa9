package io.livegauge.dashboard.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connection of a request that is not answered and taken within a time, however the client
 * draws it out: by a body that comes byte by byte, or by not reading. While it lasts, such a client
 * holds one of the threads that answer all. Live connections are let off: they hold one of their
 * own.
 */
final class Deadline implements HttpConfiguration.Customizer {
  private static final String TASK = Deadline.class.getName();

  private final long millis;

  Deadline(long millis) {
    this.millis = millis;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    Scheduler.Task task =
        request
            .getConnectionMetaData()
            .getConnector()
            .getScheduler()
            .schedule(
                () ->
                    endPoint.close(
                        new TimeoutException("The request took longer than " + millis + " ms")),
                millis,
                TimeUnit.MILLISECONDS);
    request.setAttribute(TASK, task);
    Request.addCompletionListener(request, failure -> task.cancel());
    return request;
  }

  /**
   * Lets a request off.
   *
   * @param attribute an attribute of the request by its name
   */
  static void lift(Function<String, Object> attribute) {
    if (attribute.apply(TASK) instanceof Scheduler.Task task) {
      task.cancel();
    }
  }
}
