package io.livegauge.trainer.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.livegauge.trainer.data.SessionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sessions that a version was trained on and measured by, as a registry keeps them: a line
 * each, {@code ["streamId",sessionStart]}, in order.
 */
public final class SessionList {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SessionList() {}

  /** The lines, UTF-8; equal bytes for equal sessions. */
  public static byte[] write(Collection<SessionKey> sessions) {
    StringBuilder lines = new StringBuilder();
    for (SessionKey session : new TreeSet<>(sessions)) {
      lines
          .append(
              JsonNodeFactory.instance
                  .arrayNode()
                  .add(session.streamId())
                  .add(session.sessionStart()))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException naming the line that is none
   */
  public static Set<SessionKey> read(byte[] lines) throws IOException {
    Set<SessionKey> sessions = new TreeSet<>();
    int number = 0;
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      sessions.add(session(line, number));
    }
    return sessions;
  }

  private static SessionKey session(String line, int number) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      node = null;
    }
    if (node == null
        || node.size() != 2
        || !node.path(0).isTextual()
        || !node.path(1).canConvertToLong()) {
      throw new IOException("line " + number + " of the list of sessions names none");
    }
    return new SessionKey(node.get(0).textValue(), node.get(1).longValue());
  }
}
