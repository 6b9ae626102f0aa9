package io.livegauge.dashboard.command;

import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.InvalidAccessException;
import io.livegauge.dashboard.access.ProxyHeader;
import io.livegauge.dashboard.access.Tokens;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say who is answered. */
final class AccessOptions {
  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description =
          "Who is let in: a file with lines 'operations TOKEN' and 'host HOSTID TOKEN'; a host sees"
              + " that host's streams only.")
  private String tokens;

  @Option(
      names = "--proxy-header",
      paramLabel = "NAME",
      description =
          "A header by which a reverse proxy says who is asking: 'operations' or 'host:HOSTID'.")
  private String proxyHeader;

  @Option(
      names = "--proxy-address",
      paramLabel = "A,B",
      description =
          "The addresses that the proxy asks from; nobody else is believed ["
              + ProxyHeader.DEFAULT_PROXIES
              + "].")
  private String proxyAddress;

  /** What was given, checked. */
  Access access(OptionCheck check) {
    ProxyHeader proxy = proxy(check);
    Tokens read = tokens == null ? null : tokens(check);
    return proxy == null && read == null ? Access.open() : Access.guarded(read, proxy);
  }

  /** Who is answered, for people. */
  String audience() {
    if (tokens == null && proxyHeader == null) {
      return "whoever is on this machine";
    }
    String holders = "holders of a token in " + tokens;
    String vouched = "whom the header " + proxyHeader + " names";
    if (proxyHeader == null) {
      return holders;
    }
    return tokens == null ? vouched : holders + " and " + vouched;
  }

  private Tokens tokens(OptionCheck check) {
    if (tokens.isBlank()) {
      throw check.wrong("--tokens", tokens, "a file that can be read");
    }
    try {
      Tokens read = Tokens.read(Path.of(tokens));
      if (read.isReadableByOthers()) {
        check.warn(
            "other users of this machine can read "
                + tokens
                + "; chmod 600 "
                + tokens
                + " ends it");
      }
      return read;
    } catch (InvalidAccessException e) {
      throw check.refused("--tokens", e);
    } catch (InvalidPathException e) {
      throw check.wrong("--tokens", tokens, "a file that can be read");
    }
  }

  private ProxyHeader proxy(OptionCheck check) {
    if (proxyHeader == null) {
      if (proxyAddress != null) {
        throw check.wrong("--proxy-address", proxyAddress, "it only with --proxy-header NAME");
      }
      return null;
    }
    if (!ProxyHeader.isName(proxyHeader)) {
      throw check.wrong(
          "--proxy-header",
          proxyHeader,
          "the name of a header that means nothing else, such as X-Livegauge-Viewer");
    }
    String given = proxyAddress == null ? ProxyHeader.DEFAULT_PROXIES : proxyAddress;
    List<InetAddress> proxies =
        ProxyHeader.addresses(given)
            .orElseThrow(
                () -> check.wrong("--proxy-address", given, "IP addresses separated by commas"));
    return new ProxyHeader(proxyHeader, new HashSet<>(proxies));
  }
}
