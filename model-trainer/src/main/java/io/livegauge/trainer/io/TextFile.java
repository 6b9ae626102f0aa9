package io.livegauge.trainer.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text of a file in UTF-8, with or without a byte order mark. */
public final class TextFile {
  private static final long MAX_BYTES = 64L << 20;

  private TextFile() {}

  public static String read(Path file) throws InputException {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file)) {
        throw new InputException(file + ": there is no such file; expected is a file to read");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new InputException(
            file + ": " + size + " bytes are too many; expected are at most " + MAX_BYTES);
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e, e);
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      long line = text.chars().filter(c -> c == '\n').count() + 1;
      int column = text.length() - text.lastIndexOf('\n');
      throw new InputException(
          file
              + ", line "
              + line
              + ", character "
              + column
              + ": bytes that are no UTF-8; expected is text in UTF-8");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
