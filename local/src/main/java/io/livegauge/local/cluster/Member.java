package io.livegauge.local.cluster;

import io.livegauge.local.cluster.ClusterState.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of a cluster.
 *
 * @param role what it does
 * @param name of its files; of TaskManagers there are several
 */
record Member(Role role, String name) {
  static final String REST = "rest";
  static final String ZOOKEEPER = "zookeeper";
  static final String BROKER = "broker";
  static final String CONTROLLER = "controller";

  /** In the order of starting. */
  enum Role {
    ZOOKEEPER,
    BROKER,
    JOBMANAGER,
    TASKMANAGER
  }

  static Member taskManager(int number) {
    return new Member(Role.TASKMANAGER, "taskmanager-" + number);
  }

  /** All that a cluster consists of, in the order of starting. */
  static List<Member> of(Settings settings) {
    List<Member> members = new ArrayList<>();
    members.add(new Member(Role.ZOOKEEPER, "zookeeper"));
    if (settings.isOwnBroker()) {
      members.add(new Member(Role.BROKER, "broker"));
    }
    members.add(new Member(Role.JOBMANAGER, "jobmanager"));
    for (int i = 1; i <= settings.taskManagers(); i++) {
      members.add(taskManager(i));
    }
    return members;
  }

  /** The use of its metrics' port; only Flink's own processes have one. */
  String metricsPort() {
    return "metrics-" + name;
  }

  /** What its ports are for. */
  List<String> ports() {
    return switch (role) {
      case ZOOKEEPER -> List.of(ZOOKEEPER);
      case BROKER -> List.of(BROKER, CONTROLLER);
      case JOBMANAGER -> List.of(REST, metricsPort());
      case TASKMANAGER -> List.of(metricsPort());
    };
  }
}
