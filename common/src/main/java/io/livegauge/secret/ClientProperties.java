package io.livegauge.secret;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Further properties of Kafka clients, from a file. Secrets are not meant to stand in that file but
 * in files of their own, to which it refers through Kafka's config providers: {@code
 * ${dir:/run/secrets:kafka-password}}. Every client puts them in where it is made, so what is
 * handed on, with a job for one, is the references alone.
 *
 * <p>What a reference leads to is looked at once, when the properties are read: a Kafka client says
 * nothing of a file that is missing, and logs in with the text of the reference. Logins and the
 * files of stores are looked at likewise. Nothing said here shows a secret. Immutable.
 */
public final class ClientProperties {
  /** As Kafka reads it: provider, then perhaps a path, then a key. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*):(?:([^}:]*):)?([^}]*)}");

  private static final String PROVIDERS = "config.providers";
  private static final String PROVIDER_PACKAGE = "org.apache.kafka.common.config.provider.";
  private static final String JAAS = "sasl.jaas.config";

  private static final Pattern SECRET =
      Pattern.compile(".*(password|passphrase|secret|keystore\\.key)");
  private static final Pattern SECRET_IN_JAAS =
      Pattern.compile("(?i)(password|passphrase|secret)\\s*=\\s*+(?![\"']?\\$\\{)");

  /** A login as Kafka reads it; what is none may be quoted in Kafka's errors, its password too. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "\\s*[\\w.$]+\\s+(?i:required|requisite|sufficient|optional)"
              + "(\\s+[\\w.-]+\\s*=\\s*(\"([^\"\\\\]|\\\\.)*+\"|'([^'\\\\]|\\\\.)*+'|[^\\s\"';]++))*\\s*;\\s*");

  private static final Pattern FILE = Pattern.compile(".*ssl\\.(keystore|truststore)\\.location");

  /** Keys and certificates as text, where line breaks are at home. */
  private static final Pattern PEM =
      Pattern.compile("ssl\\.(keystore\\.key|keystore\\.certificate\\.chain|truststore\\.cert.*)");

  private final Map<String, String> values;
  private final Map<String, String> environment;
  private final List<String> plainSecrets = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ClientProperties(Map<String, String> values, Map<String, String> environment) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    this.environment = environment;
  }

  /**
   * Reads a Java properties file.
   *
   * @throws IOException where it cannot be read, or is none
   * @throws ClientPropertiesException where what it refers to is not there or cannot serve; the
   *     message begins with the property
   */
  public static ClientProperties read(Path file) throws IOException {
    return read(file, System.getenv());
  }

  static ClientProperties read(Path file, Map<String, String> environment) throws IOException {
    Properties lines = load(file);
    Map<String, String> values = new TreeMap<>();
    for (String name : lines.stringPropertyNames()) {
      values.put(name, lines.getProperty(name));
    }
    ClientProperties properties = new ClientProperties(values, environment);
    properties.checkAll();
    if (!properties.plainSecrets.isEmpty()) {
      SecretFile.exposure(file).ifPresent(properties.warnings::add);
    }
    return properties;
  }

  /**
   * Looks at what properties refer to on this machine, where another one read them.
   *
   * @param values properties by name, references unresolved
   * @throws ClientPropertiesException as {@link #read}
   */
  public static void requireReferences(Map<String, String> values) {
    new ClientProperties(values, System.getenv()).checkAll();
  }

  /** The properties by name, references unresolved. */
  public Map<String, String> values() {
    return values;
  }

  /** The names of those that hold a secret itself rather than a reference to one, in order. */
  public List<String> plainSecrets() {
    return List.copyOf(plainSecrets);
  }

  /** What is allowed but unwise, a sentence each. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "properties " + String.join(", ", values.keySet());
  }

  private static Properties load(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
    } catch (IllegalArgumentException e) {
      // The cause would tell what is in the file.
      throw new IOException(file + " is no Java properties file");
    }
    return lines;
  }

  private void checkAll() {
    values.forEach(this::check);
  }

  private void check(String name, String value) {
    if (isPlainSecret(name, value)) {
      plainSecrets.add(name);
    }
    boolean isReference = REFERENCE.matcher(value.strip()).matches();
    if (name.endsWith(JAAS) && !isReference && !LOGIN.matcher(value).matches()) {
      throw new ClientPropertiesException(
          "property "
              + name
              + " is no login (not shown, it may hold a password); allowed is: CLASS required"
              + " username=\"NAME\" password=\"${dir:/run/secrets:kafka-password}\";");
    }
    if (FILE.matcher(name).matches() && !isReference && !isFile(value)) {
      throw new ClientPropertiesException(
          "property " + name + " names '" + value + "', which is no file that can be read");
    }
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      String path = reference.group(2) == null ? "" : reference.group(2);
      String text = follow(name, reference.group(), reference.group(1), path, reference.group(3));
      if (text != null) {
        boolean isWhole = reference.group().equals(value.strip());
        requireUsable(name, reference.group(), text, isWhole);
      }
    }
  }

  private static boolean isFile(String path) {
    try {
      Path file = Path.of(path);
      return Files.isRegularFile(file) && Files.isReadable(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isPlainSecret(String name, String value) {
    if (name.endsWith(JAAS)) {
      return SECRET_IN_JAAS.matcher(value).find();
    }
    return SECRET.matcher(name).matches() && !REFERENCE.matcher(value).find();
  }

  /** What a reference leads to; null with a provider that is not one of Kafka's own. */
  private String follow(String name, String reference, String provider, String path, String key) {
    String type = values.get(PROVIDERS + "." + provider + ".class");
    if (type == null || !isNamed(provider)) {
      throw wrong(
          name,
          reference,
          PROVIDERS + "=" + provider + " and " + PROVIDERS + "." + provider + ".class are missing");
    }
    try {
      return switch (type) {
        case PROVIDER_PACKAGE + "DirectoryConfigProvider" ->
            whole(name, reference, within(name, reference, provider, Path.of(path, key)));
        case PROVIDER_PACKAGE + "FileConfigProvider" ->
            entry(name, reference, within(name, reference, provider, Path.of(path)), key);
        case PROVIDER_PACKAGE + "EnvVarConfigProvider" -> {
          String text = environment.get(key);
          if (text == null) {
            throw wrong(name, reference, "the environment has no " + key);
          }
          yield text;
        }
        default -> null;
      };
    } catch (InvalidPathException e) {
      throw wrong(name, reference, "that is no path");
    }
  }

  private boolean isNamed(String provider) {
    for (String named : values.getOrDefault(PROVIDERS, "").split(",", -1)) {
      // Kafka does not strip them either.
      if (named.equals(provider)) {
        return true;
      }
    }
    return false;
  }

  /** A provider that is held to some directories finds nothing elsewhere. */
  private Path within(String name, String reference, String provider, Path file) {
    String parameter = PROVIDERS + "." + provider + ".param.allowed.paths";
    String allowed = values.get(parameter);
    if (allowed != null) {
      Path place = file.toAbsolutePath().normalize();
      for (String directory : allowed.split(",", -1)) {
        if (place.startsWith(Path.of(directory).toAbsolutePath().normalize())) {
          return file;
        }
      }
      throw wrong(name, reference, parameter + " does not allow " + file);
    }
    return file;
  }

  private String whole(String name, String reference, Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrong(name, reference, "there is no file " + file);
    }
    try {
      String text = Files.readString(file);
      SecretFile.exposure(file).ifPresent(this::warn);
      return text;
    } catch (IOException e) {
      throw wrong(name, reference, file + " cannot be read, or is no text");
    }
  }

  private String entry(String name, String reference, Path file, String key) {
    if (!Files.isRegularFile(file)) {
      throw wrong(name, reference, "there is no file " + file);
    }
    String text;
    try {
      text = load(file).getProperty(key);
    } catch (IOException e) {
      throw wrong(name, reference, file + " cannot be read, or is no Java properties file");
    }
    if (text == null) {
      throw wrong(name, reference, file + " has no entry " + key);
    }
    SecretFile.exposure(file).ifPresent(this::warn);
    return text;
  }

  private void warn(String sentence) {
    if (!warnings.contains(sentence)) {
      warnings.add(sentence);
    }
  }

  /**
   * Refuses what Kafka would take for something else, and might then show: a password that ends a
   * quoted text early becomes a word of the configuration.
   */
  private static void requireUsable(String name, String reference, String text, boolean isWhole) {
    if (text.isBlank()) {
      throw wrong(name, reference, "what it leads to is empty");
    }
    if (name.endsWith(JAAS)) {
      if (!isWhole && text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
        throw wrong(
            name,
            reference,
            "what it leads to holds a quote, a backslash or a line break, which cannot stand"
                + " within another text (printf %s writes a file without a line break)");
      }
    } else if (!PEM.matcher(name).matches() && (text.endsWith("\n") || text.endsWith("\r"))) {
      throw wrong(
          name,
          reference,
          "what it leads to ends in a line break, which would be a part of it (printf %s writes a"
              + " file without one)");
    }
  }

  private static ClientPropertiesException wrong(String name, String reference, String why) {
    return new ClientPropertiesException(
        "property " + name + " refers to " + reference + ": " + why);
  }
}
