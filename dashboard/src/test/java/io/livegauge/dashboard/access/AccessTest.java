package io.livegauge.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.dashboard.access.Access.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String TOKEN = "0123456789abcdef";

  private static Credentials credentials(
      String peer, String authorization, String cookie, String... proxyValues) {
    return new Credentials(peer, authorization, cookie, List.of(proxyValues));
  }

  private static Optional<Viewer> viewer(Access access, Credentials credentials) {
    return access.identify(credentials).map(Access.Identity::viewer);
  }

  private static ProxyHeader proxy(String addresses) {
    return new ProxyHeader(
        "X-Viewer", new HashSet<>(ProxyHeader.addresses(addresses).orElseThrow()));
  }

  @Test
  void shouldLetEverybodyInWhereItIsOpen() {
    assertThat(viewer(Access.open(), credentials("127.0.0.1", "Bearer x", null)))
        .hasValue(Viewer.OPERATIONS);
    assertThatThrownBy(() -> Access.guarded(null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeTheHeaderBeforeTheCookie() throws Exception {
    Access access =
        Access.guarded(
            Tokens.of("t", List.of("operations " + TOKEN, "host h 7 " + TOKEN + "x")), null);

    assertThat(viewer(access, credentials("1.2.3.4", null, TOKEN))).hasValue(Viewer.OPERATIONS);
    assertThat(viewer(access, credentials("1.2.3.4", "Bearer " + TOKEN + "x", TOKEN)))
        .hasValue(Viewer.host("h 7"));
    assertThat(viewer(access, credentials("1.2.3.4", "Bearer wrong", TOKEN))).isEmpty();
    assertThat(viewer(access, credentials("1.2.3.4", null, null, "operations"))).isEmpty();
  }

  @Test
  void shouldBelieveTheProxyAlone() {
    Access access = Access.guarded(null, proxy("10.0.0.1, ::1"));

    assertThat(viewer(access, credentials("10.0.0.1", null, null, "operations")))
        .hasValue(Viewer.OPERATIONS);
    assertThat(viewer(access, credentials("0:0:0:0:0:0:0:1", null, null, "host:h7")))
        .hasValue(Viewer.host("h7"));
    assertThat(viewer(access, credentials("::ffff:10.0.0.1", null, null, "host:h7")))
        .hasValue(Viewer.host("h7"));
    assertThat(viewer(access, credentials("10.0.0.2", null, null, "operations"))).isEmpty();
    assertThat(viewer(access, credentials("10.0.0.1", null, null))).isEmpty();
    assertThat(viewer(access, credentials("10.0.0.1", null, null, "host:"))).isEmpty();
    assertThat(viewer(access, credentials("10.0.0.1", null, null, "Operations"))).isEmpty();
    assertThat(viewer(access, credentials("10.0.0.1", null, null, "host:h7", "operations")))
        .isEmpty();
  }

  @Test
  void shouldReadNamesBeyondLatin() {
    String header =
        new String("host:主播7".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(
            viewer(
                Access.guarded(null, proxy("127.0.0.1")),
                credentials("127.0.0.1", null, null, header)))
        .hasValue(Viewer.host("主播7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.1.2.3",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]"
      })
  void shouldKnowTheNamesOfThisMachine(String host) {
    assertThat(Access.open().isHostAllowed(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "0.0.0.0",
        "10.0.0.1",
        "[::]",
        "[::2]",
        "localhost:x",
        "localhost:80:80",
        "127.1",
        "0x7f000001",
        "2130706433",
        "[127.0.0.1]",
        "[::1",
        "::1]",
        "localhost@evil.example"
      })
  void shouldRefuseOtherNames(String host) {
    assertThat(Access.open().isHostAllowed(host)).isFalse();
  }

  @Test
  void shouldRefuseARequestWithoutAName() throws Exception {
    assertThat(Access.open().isHostAllowed(null)).isFalse();
    assertThat(
            Access.guarded(Tokens.of("t", List.of("operations " + TOKEN)), null)
                .isHostAllowed("screens.example"))
        .isTrue();
  }

  @Test
  void shouldTakeAddressesOnly() {
    assertThat(ProxyHeader.addresses("10.0.0.1,proxy.example")).isEmpty();
    assertThat(ProxyHeader.addresses("")).isEmpty();
    assertThat(ProxyHeader.isName("X-Viewer")).isTrue();
    assertThat(ProxyHeader.isName("Cookie")).isFalse();
    assertThat(ProxyHeader.isName("X Viewer")).isFalse();
  }
}
