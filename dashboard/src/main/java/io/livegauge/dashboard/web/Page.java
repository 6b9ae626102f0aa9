package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.livegauge.dashboard.web.Assets.Asset;

/** Serves the page's files. */
final class Page {
  private static final String INDEX = "index.html";

  private final Assets assets = new Assets();

  void index(Context context) {
    serve(context, INDEX);
  }

  void asset(Context context) {
    serve(context, context.path().substring(1));
  }

  /**
   * A file, or that it has not changed: browsers keep it, and ask each time whether it is still the
   * same, so that a page never mixes files of two versions.
   */
  private void serve(Context context, String path) {
    Asset asset = assets.find(path).orElseThrow(() -> notFound(context));
    boolean isCompressed = asset.gzip() != null && acceptsGzip(context);
    String tag = "\"" + asset.digest() + (isCompressed ? "-gzip" : "") + "\"";
    context
        .header("Cache-Control", "no-cache")
        .header("Vary", "Accept-Encoding")
        .header("ETag", tag);
    String known = context.header("If-None-Match");
    if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
      context.status(304);
      return;
    }
    // Set also where it is not compressed, so that nothing compresses it again.
    context.header("Content-Encoding", isCompressed ? "gzip" : "identity");
    context.contentType(asset.contentType()).result(isCompressed ? asset.gzip() : asset.bytes());
  }

  private static boolean acceptsGzip(Context context) {
    String accepted = context.header("Accept-Encoding");
    return accepted != null
        && accepted.matches("(?i)(.*[,\\s])?gzip(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }

  private static ApiException notFound(Context context) {
    return new ApiException(
        404,
        "NOT_FOUND",
        "There is nothing at "
            + ApiException.shown(context.path())
            + ". The screens are at /, the API is described by /api/openapi.json.");
  }
}
