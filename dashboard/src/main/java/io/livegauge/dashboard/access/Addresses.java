package io.livegauge.dashboard.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as they stand in options and headers. No name is ever looked up here. */
public final class Addresses {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}");

  private Addresses() {}

  /**
   * The address of a literal, with or without the brackets of an IPv6 one; an IPv4 address in IPv6
   * clothes is the IPv4 address.
   *
   * @return empty where the text is no literal
   */
  public static Optional<InetAddress> literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    boolean isBracketed = bare.length() < text.length();
    if (isBracketed ? !IPV6.matcher(bare).matches() : !isLiteral(bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isLiteral(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  /**
   * Whether a Host header names this machine to itself: {@code localhost} or a loopback address,
   * with any port. A page of another name that a resolver points here is refused by this.
   */
  public static boolean isLoopbackHost(String header) {
    if (header == null) {
      return false;
    }
    String host = header.strip();
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    if (end > 0) {
      if (end < host.length() && !PORT.matcher(host.substring(end)).matches()) {
        return false;
      }
      host = host.substring(0, end);
    }
    return host.toLowerCase(Locale.ROOT).equals("localhost")
        || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }
}
