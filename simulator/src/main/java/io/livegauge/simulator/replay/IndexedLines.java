package io.livegauge.simulator.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files of JSON Lines by their index. */
final class IndexedLines implements TimedLines {
  private final LineIndex index;
  private int place = -1;

  IndexedLines(List<Path> files) throws IOException {
    this.index = new LineIndex(files);
  }

  @Override
  public long size() {
    return index.size();
  }

  @Override
  public boolean advance() {
    if (place + 1 >= index.size()) {
      return false;
    }
    place++;
    return true;
  }

  @Override
  public long time() {
    return index.time(place);
  }

  @Override
  public byte[] line() throws IOException {
    return index.line(place);
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
