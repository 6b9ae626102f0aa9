package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.Access.Identity;
import io.livegauge.dashboard.access.Viewer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/** Looks at each request of the API before it is answered, and hands out the cookie of a login. */
final class Doorman {
  private static final String COOKIE = "livegauge-";
  private static final int COOKIE_SECONDS = 30 * 24 * 60 * 60;
  private static final String IDENTITY = Doorman.class.getName();

  private static final int MOST_LOGINS = 32;

  private final Access access;
  private final Semaphore logins = new Semaphore(MOST_LOGINS);

  Doorman(Access access) {
    this.access = access;
  }

  /**
   * Refuses what is not meant for this server: requests under a name that is none of this
   * machine's, where whoever reaches it sees everything.
   */
  void checkHost(Context context) {
    String host = context.header("Host");
    if (!access.isHostAllowed(host)) {
      throw new ApiException(
          403,
          "FORBIDDEN_HOST",
          "The request is for '"
              + (host == null ? "" : ApiException.shown(host))
              + "'; without tokens this server answers to localhost, 127.0.0.1 and [::1] only."
              + " Start it with --tokens to reach it under another name.");
    }
  }

  /** Refuses what another site's page asks for behind its reader's back. */
  void checkSite(Context context) {
    if ("cross-site".equals(context.header("Sec-Fetch-Site"))
        && !"navigate".equals(context.header("Sec-Fetch-Mode"))) {
      throw new ApiException(
          403, "FORBIDDEN_SITE", "Pages of other sites are not answered; ask from this one.");
    }
  }

  /** Finds out who is asking. */
  void identify(Context context) {
    String proxyHeader = access.proxyHeaderName();
    List<String> proxyValues =
        proxyHeader == null ? List.of() : Collections.list(context.req().getHeaders(proxyHeader));
    Identity identity =
        access
            .identify(
                new Access.Credentials(
                    context.req().getRemoteAddr(),
                    context.header("Authorization"),
                    context.cookie(cookieName(context)),
                    proxyValues))
            .orElseThrow(() -> unauthorized(context));
    context.attribute(IDENTITY, identity);
  }

  private ApiException unauthorized(Context context) {
    if (!access.hasTokens()) {
      return new ApiException(
          401,
          "UNAUTHORIZED",
          "Only requests through the reverse proxy are answered, with 'operations' or 'host:HOSTID'"
              + " in the header "
              + access.proxyHeaderName()
              + ".");
    }
    context.header("WWW-Authenticate", "Bearer realm=\"livegauge\"");
    return new ApiException(
        401,
        "UNAUTHORIZED",
        "A token is needed: in the header 'Authorization: Bearer TOKEN', or by POST /api/login.");
  }

  static Viewer viewer(Context context) {
    return identity(context).viewer();
  }

  static Identity identity(Context context) {
    Identity identity = context.attribute(IDENTITY);
    if (identity == null) {
      throw new IllegalStateException("Nobody asked who is asking for " + context.path());
    }
    return identity;
  }

  /** Lets in who has a token, and leaves a cookie that scripts cannot read. */
  void login(Context context) {
    String type = context.contentType();
    if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new ApiException(
          400, "BAD_REQUEST", "The body must be JSON: {\"token\": \"...\"}, as application/json.");
    }
    String token = LoginBody.token(body(context));
    if (access.isOpen()) {
      context.status(204);
      return;
    }
    if (access.login(token).isEmpty()) {
      throw new ApiException(401, "UNAUTHORIZED", "The token is not known here.");
    }
    context.cookie(cookie(context, token, COOKIE_SECONDS));
    context.status(204);
  }

  /** A body can be long in coming: those who wait for one shall not hold every thread. */
  private byte[] body(Context context) {
    if (!logins.tryAcquire()) {
      throw new ApiException(
          503, "TOO_MANY_LOGINS", "Too many others are logging in at this moment. Try again.");
    }
    try {
      return context.bodyAsBytes();
    } finally {
      logins.release();
    }
  }

  /** Takes the cookie back. */
  void logout(Context context) {
    context.cookie(cookie(context, "", 0));
    context.status(204);
  }

  /** Browsers tell hosts apart, not ports: each server on a machine has a cookie of its own. */
  private static String cookieName(Context context) {
    return COOKIE + context.req().getLocalPort();
  }

  private static Cookie cookie(Context context, String value, int seconds) {
    // Behind a proxy with TLS the cookie shall never travel in the clear.
    boolean isSecure = "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    return new Cookie(
        cookieName(context), value, "/", seconds, isSecure, true, null, SameSite.STRICT);
  }
}
