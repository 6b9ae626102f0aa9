package io.livegauge.trainer.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.ModelWriter;
import io.livegauge.model.Role;
import io.livegauge.trainer.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The versions of a model, 1 and on without a gap, each with its artifact and what belongs to it.
 *
 * <pre>
 * versions/000007.json    the manifest: with it, written at once, version 7 comes to be
 * files/SHA256.json       artifacts, networks and reports, there before the manifest that names them
 * published/000007.json   the artifact as it goes to Kafka, with its validFrom
 * CURRENT                 the highest promoted version, for people and scripts
 * </pre>
 *
 * The manifests are the truth; {@code CURRENT} follows them and is set right by whoever comes next.
 * Any number of publishers may register at once, as far as the {@link RegistryFiles} carry it: a
 * version belongs to the one who could create its manifest, the others build theirs again for the
 * next. What a killed publisher leaves is files that no manifest names.
 */
public final class Registry {
  /** Where a registry is by default: below the directory that a command is started in. */
  public static final String DEFAULT_LOCATION = ".livegauge/registry";

  private static final String VERSIONS = "versions";
  private static final String PUBLISHED = "published";
  private static final String CURRENT = "CURRENT";
  private static final Pattern VERSION_FILE = Pattern.compile("([0-9]{6,16})\\.json");
  private static final Duration LEFT_OVER = Duration.ofDays(1);

  private final RegistryFiles files;
  private final Clock clock;

  /** The registry at a place; nothing is read or written yet. */
  public Registry(RegistryFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /** The place as people name it. */
  public String location() {
    return files.location();
  }

  /**
   * Registers the next version. When this returns, it is there for good.
   *
   * @throws RegistryException where a manifest is damaged; then nothing is registered
   * @throws IOException where a file cannot be written or read. Nothing half is left; but where the
   *     very last step failed the version may be there all the same, as {@link #highest} tells
   * @throws IllegalArgumentException where the draft's artifact is no model, or of another version
   *     or role than asked for
   * @throws TrainingException the submission's
   */
  public Entry register(Submission submission) throws IOException, TrainingException {
    while (true) {
      List<Long> versions = versions();
      for (long before : versions) {
        // All of them, also those that nothing here depends on: a damaged registry grows no
        // further.
        required(before);
      }
      long version = versions.isEmpty() ? 1 : last(versions) + 1;
      Draft draft = submission.draft(version, current(versions));
      Entry entry = store(version, draft);
      if (files.create(manifest(version), Manifest.write(entry))) {
        tidyUp();
        return entry;
      }
    }
  }

  /** The version is there; whatever fails now is for the next one to do. */
  private void tidyUp() {
    try {
      pointToCurrent();
      files.deleteLeftovers(clock.instant().minus(LEFT_OVER));
    } catch (IOException e) {
      // CURRENT and what lies aside count for nothing.
    }
  }

  private Entry store(long version, Draft draft) throws IOException {
    Model model = checked(version, draft);
    Map<ArtifactKind, StoredFile> stored = new EnumMap<>(ArtifactKind.class);
    stored.put(ArtifactKind.MODEL, store(ArtifactKind.MODEL, draft.model()));
    if (draft.network() != null) {
      stored.put(ArtifactKind.NETWORK, store(ArtifactKind.NETWORK, draft.network()));
    }
    if (draft.report() != null) {
      stored.put(ArtifactKind.REPORT, store(ArtifactKind.REPORT, draft.report()));
    }
    if (draft.sessions() != null) {
      stored.put(ArtifactKind.SESSIONS, store(ArtifactKind.SESSIONS, draft.sessions()));
    }
    JsonNode training = model.training();
    JsonNode said = training == null ? JsonNodeFactory.instance.objectNode() : training;
    return new Entry(
        version,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        model.role(),
        draft.isPromoted(),
        draft.comparedWith(),
        draft.rollbackOf(),
        said.path("rows").isIntegralNumber() ? Long.valueOf(said.path("rows").longValue()) : null,
        said.path("dataSha256").isTextual() ? said.path("dataSha256").textValue() : null,
        said.path("metrics") instanceof ObjectNode metrics
            ? metrics
            : JsonNodeFactory.instance.objectNode(),
        draft.gate(),
        draft.note(),
        model.sha256(),
        Collections.unmodifiableMap(stored));
  }

  private static Model checked(long version, Draft draft) {
    if (!(ModelReader.read(draft.model()) instanceof ModelResult.Valid valid)) {
      throw new IllegalArgumentException(
          "the draft of version "
              + version
              + " is no model: "
              + ((ModelResult.Invalid) ModelReader.read(draft.model())).reason());
    }
    Role role = draft.isPromoted() ? Role.CHAMPION : Role.CHALLENGER;
    if (valid.model().version() != version || valid.model().role() != role) {
      throw new IllegalArgumentException(
          "the draft is " + valid.model() + "; expected is version " + version + " as " + role);
    }
    return valid.model();
  }

  private StoredFile store(ArtifactKind kind, byte[] bytes) throws IOException {
    String sha256 = sha256(bytes);
    String path = "files/" + sha256 + kind.suffix();
    if (!files.create(path, bytes)) {
      // What is there under this name was whole once; a disk may have lost some of it since.
      Optional<byte[]> there = files.read(path);
      if (there.isEmpty() || !Arrays.equals(there.get(), bytes)) {
        files.write(path, bytes);
      }
    }
    return new StoredFile(path, sha256, bytes.length);
  }

  /**
   * All versions, rising.
   *
   * @throws RegistryException naming a manifest that cannot be read
   */
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (long version : versions()) {
      entries.add(required(version));
    }
    return entries;
  }

  /** A version, if it is there. */
  public Optional<Entry> entry(long version) throws IOException {
    Optional<byte[]> bytes = files.read(manifest(version));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.read(version, bytes.get()));
    } catch (RegistryException e) {
      throw new RegistryException(
          "the manifest of version "
              + version
              + ", "
              + manifest(version)
              + " in "
              + location()
              + ", is damaged: "
              + e.getMessage(),
          e);
    }
  }

  /** The highest promoted version, if there is one: the model that scores. */
  public Optional<Entry> current() throws IOException {
    return current(versions());
  }

  private Optional<Entry> current(List<Long> versions) throws IOException {
    for (int i = versions.size() - 1; i >= 0; i--) {
      Entry entry = required(versions.get(i));
      if (entry.isPromoted()) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** The highest version, promoted or not; nothing where the registry is empty. */
  public OptionalLong highest() throws IOException {
    List<Long> versions = versions();
    return versions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(last(versions));
  }

  /**
   * The model of a version, checked.
   *
   * @throws RegistryException where there is no such version, or its file is damaged
   */
  public Model model(long version) throws IOException {
    Entry entry = required(version);
    byte[] bytes = file(entry, ArtifactKind.MODEL).orElseThrow();
    if (ModelReader.read(bytes) instanceof ModelResult.Valid valid
        && valid.model().version() == version) {
      return valid.model();
    }
    throw new RegistryException(
        "version "
            + version
            + ": "
            + entry.files().get(ArtifactKind.MODEL).path()
            + " in "
            + location()
            + " is no model of this version");
  }

  /** A version that has to be there. */
  Entry required(long version) throws IOException {
    Optional<Entry> entry = entry(version);
    if (entry.isEmpty()) {
      throw new RegistryException(
          "there is no version " + version + " in " + location() + "; " + range());
    }
    return entry.get();
  }

  /** Which versions there are, for people. */
  public String range() throws IOException {
    List<Long> versions = versions();
    if (versions.isEmpty()) {
      return "it is empty";
    }
    return "it holds " + versions.get(0) + " to " + last(versions);
  }

  /**
   * A file of a version, if it has one of that kind.
   *
   * @throws RegistryException where it is missing or its bytes are not those that were registered
   */
  public Optional<byte[]> file(Entry entry, ArtifactKind kind) throws IOException {
    StoredFile file = entry.files().get(kind);
    if (file == null) {
      return Optional.empty();
    }
    Optional<byte[]> bytes = files.read(file.path());
    String place = "version " + entry.version() + ": " + file.path() + " in " + location();
    if (bytes.isEmpty()) {
      throw new RegistryException(place + " is missing");
    }
    if (bytes.get().length != file.size() || !sha256(bytes.get()).equals(file.sha256())) {
      throw new RegistryException(
          place
              + " is damaged: "
              + bytes.get().length
              + " bytes with the checksum "
              + sha256(bytes.get())
              + "; the manifest says "
              + file.size()
              + " bytes");
    }
    return bytes;
  }

  /**
   * The artifact of a version as it goes to Kafka, the same at every call: a reader that knew two
   * of one version would have to choose.
   *
   * @param validFrom event time, epoch ms, if it is the first call
   */
  Model stamped(Entry entry, long validFrom) throws IOException {
    Model model = model(entry.version());
    files.create(published(entry.version()), ModelWriter.of(model).validFrom(validFrom).write());
    return published(entry).orElseThrow();
  }

  /**
   * The artifact of a version as it went to Kafka, or was about to, if it was.
   *
   * @throws RegistryException where it is not made of that version's model
   */
  public Optional<Model> published(Entry entry) throws IOException {
    String name = published(entry.version());
    Optional<byte[]> bytes = files.read(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    if (ModelReader.read(bytes.get()) instanceof ModelResult.Valid valid) {
      Model model = model(entry.version());
      byte[] expected = ModelWriter.of(model).validFrom(valid.model().validFrom()).write();
      if (Arrays.equals(bytes.get(), expected)) {
        return Optional.of(valid.model());
      }
    }
    throw new RegistryException(
        "version " + entry.version() + ": " + name + " in " + location() + " is damaged");
  }

  /**
   * Sets {@code CURRENT} right where a publisher was killed before it did. For whoever only reads:
   * a registry that cannot be written to stays as it is.
   */
  public void repair() throws IOException {
    Optional<Entry> current = current();
    if (current.isEmpty() || files.read(CURRENT).map(Registry::text).equals(line(current.get()))) {
      return;
    }
    try {
      pointToCurrent();
    } catch (IOException e) {
      // The manifests are the truth; the next one who may write sets it right.
    }
  }

  /**
   * Looks again after each writing: of several publishers, whoever writes last has seen all
   * manifests that were there when the others wrote, or is still going to.
   */
  private void pointToCurrent() throws IOException {
    Optional<Entry> current = current();
    while (current.isPresent()) {
      files.write(CURRENT, line(current.get()).orElseThrow().getBytes(StandardCharsets.UTF_8));
      Optional<Entry> now = current();
      if (now.isPresent() && now.get().version() == current.get().version()) {
        return;
      }
      current = now;
    }
  }

  private static Optional<String> line(Entry entry) {
    return Optional.of(entry.version() + "\n");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The versions that have a manifest, rising. */
  private List<Long> versions() throws IOException {
    List<Long> versions = listedVersions();
    // A directory that grows while it is listed may show a file and not one before it. Where a gap
    // stays, somebody has deleted a manifest.
    while (!versions.isEmpty() && last(versions) != versions.size()) {
      List<Long> again = listedVersions();
      if (again.equals(versions)) {
        break;
      }
      versions = again;
    }
    return versions;
  }

  private List<Long> listedVersions() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String name : files.list(VERSIONS)) {
      var matcher = VERSION_FILE.matcher(name);
      if (matcher.matches() && name.equals(numbered(Long.parseLong(matcher.group(1))))) {
        versions.add(Long.parseLong(matcher.group(1)));
      }
    }
    Collections.sort(versions);
    return versions;
  }

  private static long last(List<Long> versions) {
    return versions.get(versions.size() - 1);
  }

  private static String published(long version) {
    return PUBLISHED + "/" + numbered(version);
  }

  private static String manifest(long version) {
    return VERSIONS + "/" + numbered(version);
  }

  private static String numbered(long version) {
    return String.format(Locale.ROOT, "%06d.json", version);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
