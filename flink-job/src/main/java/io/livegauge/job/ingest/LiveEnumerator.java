package io.livegauge.job.ingest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * Kafka's own enumerator, and word to every reader once the first discovery has been handed out: a
 * reader without partitions must hold event time back until then, and must not after.
 *
 * <p>Everything here runs in the coordinator's thread but the callables of asynchronous calls.
 */
final class LiveEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
  private final Context context;

  /** Wraps the enumerator that is made over the wrapped context. */
  LiveEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      Function<
              SplitEnumeratorContext<KafkaPartitionSplit>,
              SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>>
          factory) {
    this.context = new Context(context);
    this.kafka = factory.apply(this.context);
  }

  @Override
  public void start() {
    kafka.start();
  }

  @Override
  public void handleSplitRequest(int subtaskId, String requesterHostname) {
    kafka.handleSplitRequest(subtaskId, requesterHostname);
  }

  @Override
  public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtaskId) {
    context.told.remove(subtaskId);
    kafka.addSplitsBack(splits, subtaskId);
  }

  @Override
  public void addReader(int subtaskId) {
    context.told.remove(subtaskId); // a reader that comes back knows nothing
    kafka.addReader(subtaskId);
    context.tellReaders();
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
    return kafka.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    kafka.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void handleSourceEvent(int subtaskId, SourceEvent sourceEvent) {
    kafka.handleSourceEvent(subtaskId, sourceEvent);
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }

  /** Counts the asynchronous calls under way; none left means that everything is handed out. */
  private static final class Context implements SplitEnumeratorContext<KafkaPartitionSplit> {
    private final SplitEnumeratorContext<KafkaPartitionSplit> flink;
    private final Set<Integer> told = new HashSet<>();
    private int underWay;

    Context(SplitEnumeratorContext<KafkaPartitionSplit> flink) {
      this.flink = flink;
    }

    void tellReaders() {
      if (underWay > 0) {
        return;
      }
      for (int subtask : flink.registeredReaders().keySet()) {
        if (told.add(subtask)) {
          flink.sendEventToSourceReader(subtask, new AssignmentSettled());
        }
      }
    }

    private void ended() {
      underWay--;
      tellReaders();
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
      underWay++;
      flink.<T>callAsync(
          callable,
          (result, error) -> {
            handler.accept(result, error);
            ended();
          });
    }

    @Override
    public <T> void callAsync(
        Callable<T> callable,
        BiConsumer<T, Throwable> handler,
        long initialDelayMillis,
        long periodMillis) {
      underWay++;
      boolean[] first = {true};
      flink.<T>callAsync(
          callable,
          (result, error) -> {
            handler.accept(result, error);
            if (first[0]) {
              first[0] = false;
              ended();
            }
          },
          initialDelayMillis,
          periodMillis);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      return flink.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
      flink.sendEventToSourceReader(subtaskId, event);
    }

    @Override
    public void sendEventToSourceReader(int subtaskId, int attemptNumber, SourceEvent event) {
      flink.sendEventToSourceReader(subtaskId, attemptNumber, event);
    }

    @Override
    public int currentParallelism() {
      return flink.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return flink.registeredReaders();
    }

    @Override
    public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
      return flink.registeredReadersOfAttempts();
    }

    @Override
    public void assignSplits(SplitsAssignment<KafkaPartitionSplit> newSplitAssignments) {
      flink.assignSplits(newSplitAssignments);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      flink.signalNoMoreSplits(subtask);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      flink.runInCoordinatorThread(runnable);
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
      flink.setIsProcessingBacklog(isProcessingBacklog);
    }
  }
}
