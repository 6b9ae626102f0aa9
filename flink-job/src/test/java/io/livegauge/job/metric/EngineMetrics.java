package io.livegauge.job.metric;

import java.util.List;

/**
 * The metrics of Flink and of its Kafka clients that are worth a look: what docs/metrics.md says of
 * them. {@code MetricsITCase} finds each of them on a running job.
 *
 * @param group heading of the page
 * @param name in Prometheus
 * @param meaning what its value is
 * @param worry when somebody should look
 */
public record EngineMetrics(String group, String name, String meaning, String worry) {
  private static final String JOB = "flink_jobmanager_job_";
  private static final String TASK = "flink_taskmanager_job_task_";
  private static final String OPERATOR = TASK + "operator_";
  private static final String PROCESS = "flink_taskmanager_Status_";

  private static final String RUNNING = "Does it run";
  private static final String TIME = "Does it keep up";
  private static final String WORK = "What is it busy with";
  private static final String CHECKPOINTS = "Could it go on from where it was";
  private static final String OUTPUT = "What goes out";
  private static final String MACHINES = "Memory and processors";

  /** All of them, in the order of the page. */
  public static final List<EngineMetrics> ALL =
      List.of(
          new EngineMetrics(
              RUNNING,
              JOB + "runningTime",
              "Milliseconds since the job runs.",
              "It is absent or 0 for minutes: the job is down."),
          new EngineMetrics(
              RUNNING,
              JOB + "numRestarts",
              "Restarts of the job, after failures and rescales.",
              "More than three in ten minutes: it fails again and again."),
          new EngineMetrics(
              RUNNING,
              "flink_jobmanager_numRegisteredTaskManagers",
              "TaskManagers that the JobManager knows.",
              "Fewer than were started."),
          new EngineMetrics(
              RUNNING,
              "flink_jobmanager_taskSlotsAvailable",
              "Task slots that are free.",
              "None, where one TaskManager more than needed was meant to stand by."),
          new EngineMetrics(
              TIME,
              OPERATOR + "currentInputWatermark",
              "Event time that an operator has come to, epoch ms. `time() * 1000` less the least of"
                  + " them at `score` is how far scores are behind.",
              "More than a minute behind for five minutes."),
          new EngineMetrics(
              TIME,
              OPERATOR + "watermarkLag",
              "The same difference where watermarks are made, at the source.",
              "Far below ours at the later stages: the work is what is slow, not the reading."),
          new EngineMetrics(
              TIME,
              OPERATOR + "currentEmitEventTimeLag",
              "How old the last event was when the source handed it on, ms.",
              "It grows while `watermarkLag` of other subtasks does not: a producer is late."),
          new EngineMetrics(
              TIME,
              OPERATOR + "pendingRecords",
              "Records in Kafka that a source has not read, of the partitions it has read from.",
              "It grows for a quarter of an hour: more comes in than is read."),
          new EngineMetrics(
              TIME,
              OPERATOR + "KafkaSourceReader_KafkaConsumer_records_lag_max",
              "Unread records of the partition that is furthest behind, by subtask.",
              "One subtask far above the others: a hot partition."),
          new EngineMetrics(
              TIME,
              OPERATOR + "KafkaSourceReader_commitsFailed",
              "Offsets that could not be committed. They serve monitoring alone: recovery goes by"
                  + " checkpoints.",
              "It grows: the group's lag is told wrongly."),
          new EngineMetrics(
              WORK,
              TASK + "busyTimeMsPerSecond",
              "How much of each second a task works.",
              "Above 900 for ten minutes: this task is the limit."),
          new EngineMetrics(
              WORK,
              TASK + "backPressuredTimeMsPerSecond",
              "How much of each second a task waits for those after it.",
              "Above 500 for ten minutes: look at the task after it that is busy."),
          new EngineMetrics(
              WORK,
              TASK + "numRecordsInPerSecond",
              "Records that come into a task each second.",
              "One subtask with several times as many as the others: one hot room, or too few"
                  + " `--buckets`."),
          new EngineMetrics(
              CHECKPOINTS,
              JOB + "numberOfCompletedCheckpoints",
              "Checkpoints that succeeded.",
              "No more for 15 minutes."),
          new EngineMetrics(
              CHECKPOINTS,
              JOB + "numberOfFailedCheckpoints",
              "Checkpoints that failed.",
              "More than three in ten minutes: storage that is full or slow, or backpressure."),
          new EngineMetrics(
              CHECKPOINTS,
              JOB + "lastCheckpointDuration",
              "How long the last one took, ms.",
              "Longer than `--checkpoint-interval` again and again."),
          new EngineMetrics(
              CHECKPOINTS,
              JOB + "lastCheckpointSize",
              "Bytes that the last one wrote.",
              "It grows from day to day with the same rooms."),
          new EngineMetrics(
              CHECKPOINTS,
              JOB + "lastCheckpointFullSize",
              "Bytes of the whole state in it, those of earlier ones included.",
              "As above; [sizing](operations.md#sizing) tells what to expect."),
          new EngineMetrics(
              CHECKPOINTS,
              TASK + "checkpointAlignmentTime",
              "How long a task waited for the barriers of all its inputs, ns.",
              "Seconds: backpressure."),
          new EngineMetrics(
              OUTPUT,
              OPERATOR + "numRecordsSend",
              "Records that a sink handed to Kafka; `operator_name` is the topic without its prefix,"
                  + " as in `scores:_Writer`.",
              "`scores:_Writer` stands still while rooms are live."),
          new EngineMetrics(
              OUTPUT, OPERATOR + "numBytesSend", "The same in bytes.", "Hardly ever."),
          new EngineMetrics(
              OUTPUT,
              OPERATOR + "numRecordsSendErrors",
              "Records that could not be written. The job restarts from its last checkpoint then.",
              "Any."),
          new EngineMetrics(
              OUTPUT,
              OPERATOR + "currentSendTime",
              "Milliseconds that the last records took to be acknowledged, waiting included.",
              "Hundreds: the brokers are slow."),
          new EngineMetrics(
              OUTPUT,
              OPERATOR + "KafkaProducer_record_retry_rate",
              "Records a second that are sent again.",
              "It stays above 0: brokers or network."),
          new EngineMetrics(
              MACHINES,
              PROCESS + "JVM_Memory_Heap_Used",
              "Heap in use, bytes; garbage included.",
              "It does not come down to about 60 % of `…_Heap_Max` now and then."),
          new EngineMetrics(
              MACHINES,
              "flink_jobmanager_Status_JVM_Memory_Heap_Used",
              "The same of the JobManager.",
              "It grows from day to day."),
          new EngineMetrics(
              MACHINES,
              PROCESS + "JVM_GarbageCollector_All_TimeMsPerSecond",
              "How much of each second goes to garbage collection.",
              "Above 100 for ten minutes: more memory, or less `--resident-bytes`."),
          new EngineMetrics(
              MACHINES,
              PROCESS + "JVM_CPU_Load",
              "Share of the machine's processors that the TaskManager takes, 0 to 1.",
              "It stays above 0.8: [another machine](operations.md#rescale)."),
          new EngineMetrics(
              MACHINES,
              PROCESS + "Flink_Memory_Managed_Used",
              "Memory that RocksDB may take, bytes.",
              "Hardly ever: it is given out at the start."));
}
