#!/bin/sh
# Creates the topics that are missing, by Kafka's own tools, as `livegauge topics create` does by the
# plan in docs/topics.md; runs in Kafka's image. Topics that are there stay as they are, and it may run
# again at any time.
#
# BOOTSTRAP     HOST:PORT[,HOST:PORT...]
# PREFIX        what all names begin with [live.]
# PARTITIONS    of the topics that may have several [4]
# REPLICATION   copies of each; the cluster's default where there is none
# KAFKA_CONFIG  a file with further settings of the client, security for one
set -eu

: "${BOOTSTRAP:?give it HOST:PORT of a Kafka broker}"
prefix=${PREFIX:-live.}
partitions=${PARTITIONS:-4}
tool=${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}

kafka_topics() {
  "$tool" --bootstrap-server "$BOOTSTRAP" ${KAFKA_CONFIG:+--command-config "$KAFKA_CONFIG"} "$@"
}

existing=$(kafka_topics --list)

# create TOPIC PARTITIONS SETTING...
create() {
  name=$prefix$1
  count=$2
  shift 2
  if printf '%s\n' "$existing" | grep -qxF "$name"; then
    return
  fi
  # Of three copies on, one may be lost while records are still written.
  if [ "${REPLICATION:-1}" -ge 3 ]; then
    set -- "$@" min.insync.replicas=2
  fi
  settings=
  for setting in "$@"; do
    settings="$settings --config $setting"
  done
  # Settings hold no spaces.
  # shellcheck disable=SC2086
  kafka_topics --create --if-not-exists --topic "$name" --partitions "$count" \
    ${REPLICATION:+--replication-factor "$REPLICATION"} $settings
}

for input in access barrage like gift cart order product rating follow ad game survey stream; do
  create "$input" "$partitions" message.timestamp.type=LogAppendTime cleanup.policy=delete
done
create scores "$partitions" cleanup.policy=delete
create sessions "$partitions" cleanup.policy=compact
create quarantine "$partitions" cleanup.policy=delete retention.ms=259200000
create models 1 cleanup.policy=compact max.message.bytes=4259840
create alerts "$partitions" cleanup.policy=delete
create replays 1 cleanup.policy=compact
