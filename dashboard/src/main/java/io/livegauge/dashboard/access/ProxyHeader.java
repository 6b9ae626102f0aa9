package io.livegauge.dashboard.access;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header by which a reverse proxy says who is asking: {@code operations} or {@code host:HOSTID}.
 * Nobody but the proxy is believed.
 *
 * @param name of the header
 * @param proxies the addresses that requests of the proxy come from
 */
public record ProxyHeader(String name, Set<InetAddress> proxies) {
  /** Where a proxy on this machine asks from. */
  public static final String DEFAULT_PROXIES = "127.0.0.1,::1";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** Headers that mean something else, and that any client may send. */
  private static final Set<String> TAKEN =
      Set.of(
          "accept",
          "authorization",
          "cache-control",
          "connection",
          "cookie",
          "date",
          "dnt",
          "expect",
          "forwarded",
          "from",
          "host",
          "keep-alive",
          "last-event-id",
          "max-forwards",
          "origin",
          "pragma",
          "priority",
          "range",
          "referer",
          "referrer",
          "save-data",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "upgrade-insecure-requests",
          "user-agent",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-real-ip",
          "x-requested-with");

  /** Families of such headers. */
  private static final List<String> TAKEN_BEGINNINGS =
      List.of("accept-", "access-control-", "content-", "if-", "proxy-", "sec-");

  private static final String OPERATIONS = "operations";
  private static final String HOST = "host:";

  public ProxyHeader {
    proxies = Set.copyOf(proxies);
  }

  /** Whether a header can have this name, and is not one that means something else. */
  public static boolean isName(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return NAME.matcher(text).matches()
        && !TAKEN.contains(name)
        && TAKEN_BEGINNINGS.stream().noneMatch(name::startsWith);
  }

  /**
   * Addresses separated by commas.
   *
   * @return empty where one of them is no IP address
   */
  public static Optional<List<InetAddress>> addresses(String text) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<InetAddress> address = Addresses.literal(part.strip());
      if (address.isEmpty()) {
        return Optional.empty();
      }
      addresses.add(address.get());
    }
    return Optional.of(addresses);
  }

  /**
   * Who is asking.
   *
   * @param peer the address that the request comes from
   * @param values all values of the header; with more than one a client has slipped in its own
   */
  Optional<Viewer> viewer(String peer, List<String> values) {
    if (values.size() != 1 || Addresses.literal(peer).filter(proxies::contains).isEmpty()) {
      return Optional.empty();
    }
    String value = utf8(values.get(0)).strip();
    if (value.equals(OPERATIONS)) {
      return Optional.of(Viewer.OPERATIONS);
    }
    if (value.startsWith(HOST) && value.length() > HOST.length()) {
      return Optional.of(Viewer.host(value.substring(HOST.length())));
    }
    return Optional.empty();
  }

  /** Servers read headers as Latin-1, proxies write names as UTF-8. */
  private static String utf8(String header) {
    if (header.chars().allMatch(c -> c < 0x80) || header.chars().anyMatch(c -> c > 0xFF)) {
      return header;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }
}
