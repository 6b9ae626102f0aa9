package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** Tells why a request is not answered: as JSON, or as a small page to somebody with a browser. */
final class Refusals {
  private Refusals() {}

  static void write(Context context, int status, String error, String message) {
    context.status(status);
    context.header("Cache-Control", "no-store");
    String accepted = context.header("Accept");
    if (!context.path().startsWith("/api/") && accepted != null && accepted.contains("text/html")) {
      context.contentType("text/html;charset=utf-8").result(page(status, message));
    } else {
      context.contentType("application/json").result(ApiJson.error(error, message));
    }
  }

  private static byte[] page(int status, String message) {
    return ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Livegauge: "
            + status
            + "</title></head><body><main><h1>Livegauge: "
            + status
            + "</h1><p>"
            + escaped(message)
            + "</p><p><a href=\"/\">To the screens</a></p></main></body></html>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
