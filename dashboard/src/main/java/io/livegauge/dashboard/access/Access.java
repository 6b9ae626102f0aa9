package io.livegauge.dashboard.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is asking, and whether an answer is due: everybody where the server listens on the loopback
 * address alone and nothing else was asked for, else those with a token, and those whom the reverse
 * proxy vouches for.
 */
public final class Access {
  /** How it is known who is asking. */
  public enum Authentication {
    /** It is not asked: only this machine can reach the server. */
    NONE("none"),
    TOKEN("token"),
    PROXY("proxy");

    private final String wireName;

    Authentication(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /** Who is asking. */
  public record Identity(Viewer viewer, Authentication authentication) {}

  /**
   * What of a request tells who is asking.
   *
   * @param peer the address that it comes from
   * @param authorization its Authorization header, or null
   * @param cookie the value of the cookie that a login left, or null
   * @param proxyValues all values of the proxy's header
   */
  public record Credentials(
      String peer, String authorization, String cookie, List<String> proxyValues) {
    public Credentials {
      proxyValues = List.copyOf(proxyValues);
    }
  }

  private static final Pattern BEARER =
      Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private final Tokens tokens;
  private final ProxyHeader proxy;

  private Access(Tokens tokens, ProxyHeader proxy) {
    this.tokens = tokens;
    this.proxy = proxy;
  }

  /** Everybody who can reach the server sees everything: for the loopback address only. */
  public static Access open() {
    return new Access(null, null);
  }

  /**
   * Only those who can say who they are.
   *
   * @param tokens null where there are none
   * @param proxy null where none vouches for anybody
   */
  public static Access guarded(Tokens tokens, ProxyHeader proxy) {
    if (tokens == null && proxy == null) {
      throw new IllegalArgumentException("Nobody could ever come in");
    }
    return new Access(tokens, proxy);
  }

  /** Whether nobody is asked who they are. */
  public boolean isOpen() {
    return tokens == null && proxy == null;
  }

  /** Whether there is something to log in with. */
  public boolean hasTokens() {
    return tokens != null;
  }

  /** The proxy's header, or null. */
  public String proxyHeaderName() {
    return proxy == null ? null : proxy.name();
  }

  /**
   * Whether a request may be meant for this server at all. A page from elsewhere whose name was
   * made to point at the loopback address asks under its own name: where no token is needed, such
   * are refused.
   */
  public boolean isHostAllowed(String hostHeader) {
    return !isOpen() || Addresses.isLoopbackHost(hostHeader);
  }

  /** Who is asking; empty where that is not known. */
  public Optional<Identity> identify(Credentials credentials) {
    if (isOpen()) {
      return Optional.of(new Identity(Viewer.OPERATIONS, Authentication.NONE));
    }
    if (proxy != null) {
      Optional<Viewer> vouchedFor = proxy.viewer(credentials.peer(), credentials.proxyValues());
      if (vouchedFor.isPresent()) {
        return Optional.of(new Identity(vouchedFor.get(), Authentication.PROXY));
      }
    }
    String token = credentials.cookie();
    if (credentials.authorization() != null) {
      Matcher matcher = BEARER.matcher(credentials.authorization());
      token = matcher.matches() ? matcher.group(1) : null;
    }
    return login(token);
  }

  /** Whom a token lets in. */
  public Optional<Identity> login(String token) {
    if (tokens == null || token == null) {
      return Optional.empty();
    }
    return tokens.find(token).map(viewer -> new Identity(viewer, Authentication.TOKEN));
  }
}
