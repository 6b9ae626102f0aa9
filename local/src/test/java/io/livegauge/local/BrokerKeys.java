package io.livegauge.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys and certificates of brokers on loopback, made by the JDK's keytool as they are asked for.
 */
final class BrokerKeys {
  private final Path directory;
  private final String password;

  /**
   * @param password of all stores
   */
  BrokerKeys(Path directory, String password) {
    this.directory = directory;
    this.password = password;
  }

  String password() {
    return password;
  }

  /** A key with a certificate that it signed itself, as PKCS #12. */
  Path keyStore(String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    if (!Files.exists(store)) {
      keytool(
          List.of(
              "-genkeypair",
              "-alias",
              name,
              "-keyalg",
              "EC",
              "-dname",
              "CN=" + name,
              "-ext",
              "SAN=ip:127.0.0.1",
              "-validity",
              "2",
              "-storetype",
              "PKCS12"),
          store);
    }
    return store;
  }

  /** Its certificate as PEM. */
  Path certificate(String name) throws Exception {
    Path certificate = directory.resolve(name + ".pem");
    if (!Files.exists(certificate)) {
      keytool(
          List.of("-exportcert", "-rfc", "-alias", name, "-file", certificate.toString()),
          keyStore(name));
    }
    return certificate;
  }

  /** A store that trusts that certificate alone, as PKCS #12. */
  Path trustStore(String name) throws Exception {
    Path store = directory.resolve(name + "-trust.p12");
    if (!Files.exists(store)) {
      String certificate = certificate(name).toString();
      keytool(
          List.of(
              "-importcert",
              "-noprompt",
              "-alias",
              name,
              "-file",
              certificate,
              "-storetype",
              "PKCS12"),
          store);
    }
    return store;
  }

  private void keytool(List<String> arguments, Path store) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storepass:env", "STORE_PASSWORD"));
    Path log = directory.resolve("keytool.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("STORE_PASSWORD", password);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("keytool failed: " + Files.readString(log, US_ASCII));
    }
  }
}
