package io.livegauge.dashboard.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the page, from the class path. Each is read once, compressed once, and known to
 * browsers by its digest, so that a page that is loaded again costs a question and no bytes.
 */
final class Assets {
  private static final String ROOT = "/io/livegauge/dashboard/web/";

  /** No file whose name begins with a dot, no way up, nothing that is encoded. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("mjs", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain;charset=utf-8"));

  /**
   * A file.
   *
   * @param gzip the same bytes compressed, or null where that saves nothing
   * @param digest of the bytes, in hexadecimal digits
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Asset(byte[] bytes, byte[] gzip, String contentType, String digest) {}

  private final Map<String, Asset> known = new ConcurrentHashMap<>();

  /**
   * The file of a path below the page's directory.
   *
   * @param path as it stands in the request, without the leading slash
   */
  Optional<Asset> find(String path) {
    Asset asset = known.get(path);
    if (asset == null && PATH.matcher(path).matches()) {
      asset = read(path);
      if (asset != null) {
        known.put(path, asset);
      }
    }
    return Optional.ofNullable(asset);
  }

  private static Asset read(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      return null;
    }
    try (InputStream in = Assets.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      byte[] gzip = gzip(bytes);
      return new Asset(bytes, gzip.length < bytes.length ? gzip : null, type, digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
