package io.livegauge.dashboard.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One path of the API.
 *
 * @param isPublic whether everybody is answered
 */
record Route(HandlerType method, String path, boolean isPublic, Handler handler) {
  static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, path, false, handler);
  }
}
