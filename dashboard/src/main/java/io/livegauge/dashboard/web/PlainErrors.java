package io.livegauge.dashboard.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is not even a request that has a path: answered as all other refusals are. */
final class PlainErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body =
        ApiJson.error(
            status >= 500 ? "INTERNAL" : "BAD_REQUEST",
            status >= 500
                ? "Something failed here; the server's log has more."
                : "The request is no HTTP that is understood here (status " + status + ").");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
