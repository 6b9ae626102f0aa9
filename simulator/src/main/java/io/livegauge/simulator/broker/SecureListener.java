package io.livegauge.simulator.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A second listener of an {@link EmbeddedKafka}, on loopback too: TLS, and a login by SCRAM-SHA-512
 * where there are users.
 *
 * @param keyStore PKCS #12 file with the broker's key and certificate
 * @param password of that file and the key in it
 * @param users name to password; none for TLS alone
 */
public record SecureListener(Path keyStore, String password, Map<String, String> users) {
  private static final String NAME = "SECURE";
  private static final String PREFIX = "listener.name.secure.";
  private static final String MECHANISM = "SCRAM-SHA-512";

  public SecureListener {
    users = new TreeMap<>(users);
  }

  /** As {@code listeners} has it. */
  String address(int port) {
    return NAME + "://127.0.0.1:" + port;
  }

  /** As {@code listener.security.protocol.map} has it. */
  String protocol() {
    return NAME + (users.isEmpty() ? ":SSL" : ":SASL_SSL");
  }

  /** Further properties of the broker. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put(PREFIX + "ssl.keystore.type", "PKCS12");
    properties.put(PREFIX + "ssl.keystore.location", keyStore.toString());
    properties.put(PREFIX + "ssl.keystore.password", password);
    properties.put(PREFIX + "ssl.key.password", password);
    if (!users.isEmpty()) {
      properties.put(PREFIX + "sasl.enabled.mechanisms", MECHANISM);
      properties.put(
          PREFIX + "scram-sha-512.sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    return properties;
  }

  /** What makes users of them when a node's directory is formatted. */
  List<String> scramArguments() {
    return users.entrySet().stream()
        .map(user -> MECHANISM + "=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
        .toList();
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "SecureListener[" + keyStore + ", users " + users.keySet() + "]";
  }
}
