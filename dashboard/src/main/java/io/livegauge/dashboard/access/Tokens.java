package io.livegauge.dashboard.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a file, and what each of them opens. A line is {@code operations TOKEN} or {@code
 * host HOSTID TOKEN}; empty lines and those that begin with {@code #} say nothing. Only digests of
 * the tokens are kept.
 */
public final class Tokens {
  /** Shorter ones could be tried out. */
  public static final int MIN_LENGTH = 16;

  /** Some editors put it in front of UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final int MAX_LENGTH = 256;
  private static final String LENGTHS = MIN_LENGTH + " to " + MAX_LENGTH;

  /** What may stand in an Authorization header (RFC 6750, token68), and in a cookie. */
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9._~+/=-]{" + MIN_LENGTH + "," + MAX_LENGTH + "}");

  private static final Pattern LINE =
      Pattern.compile("(?:(operations)|host\\s+(\\S(?:.*\\S)?))\\s+(\\S+)");

  private record Entry(byte[] digest, Viewer viewer) {}

  private final List<Entry> entries;
  private final boolean isReadableByOthers;

  private Tokens(List<Entry> entries, boolean isReadableByOthers) {
    this.entries = entries;
    this.isReadableByOthers = isReadableByOthers;
  }

  /**
   * Reads a file of tokens.
   *
   * @throws InvalidAccessException naming the line and what is allowed; never a token
   */
  public static Tokens read(Path file) throws InvalidAccessException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new InvalidAccessException(file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InvalidAccessException(file + " cannot be read", e);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
      lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
    }
    return new Tokens(entries(file.toString(), lines), isReadableByOthers(file));
  }

  /** The same of lines, which {@code name} stands for in what is said. */
  static Tokens of(String name, List<String> lines) throws InvalidAccessException {
    return new Tokens(entries(name, lines), false);
  }

  private static List<Entry> entries(String name, List<String> lines)
      throws InvalidAccessException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = name + ", line " + (i + 1) + ": ";
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new InvalidAccessException(
            where + "allowed is 'operations TOKEN', 'host HOSTID TOKEN' or a comment after #");
      }
      if (!TOKEN.matcher(matcher.group(3)).matches()) {
        throw new InvalidAccessException(
            where
                + "the token has "
                + matcher.group(3).length()
                + " characters; allowed are "
                + LENGTHS
                + " of letters, digits and ._~+/=-");
      }
      byte[] digest = digest(matcher.group(3));
      for (Entry other : entries) {
        if (MessageDigest.isEqual(other.digest(), digest)) {
          throw new InvalidAccessException(where + "the token stands on a line above already");
        }
      }
      entries.add(
          new Entry(
              digest,
              matcher.group(1) == null ? Viewer.host(matcher.group(2)) : Viewer.OPERATIONS));
    }
    if (entries.isEmpty()) {
      throw new InvalidAccessException(name + " holds no token");
    }
    return List.copyOf(entries);
  }

  /** Whether other users of this machine can read the file. */
  public boolean isReadableByOthers() {
    return isReadableByOthers;
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  /** What a token opens. It takes as long for a token that is nearly right as for any other. */
  public Optional<Viewer> find(String token) {
    byte[] digest = digest(token);
    Viewer found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.digest(), digest)) {
        found = entry.viewer();
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean isReadableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      // Where there are no such permissions, nothing can be said of them.
      return false;
    }
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
