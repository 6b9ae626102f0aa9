package io.livegauge.job.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class BinarySerializerTest {
  /** A value that can change, in a layout that still reads its predecessor. */
  public static final class CellFormat extends BinaryFormat<long[]> {
    public CellFormat() {
      super(long[].class, 2, false);
    }

    @Override
    public void write(long[] value, DataOutput out) throws IOException {
      out.writeInt(value.length);
      for (long v : value) {
        out.writeLong(v);
      }
    }

    @Override
    public long[] read(DataInput in) throws IOException {
      long[] value = new long[in.readInt()];
      for (int i = 0; i < value.length; i++) {
        value[i] = in.readLong();
      }
      return value;
    }

    @Override
    public boolean reads(int writtenVersion) {
      return writtenVersion == 1 || writtenVersion == 2;
    }
  }

  /** A value that never changes. */
  public static final class WordFormat extends BinaryFormat<String> {
    public WordFormat() {
      super(String.class, 1, true);
    }

    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(DataInput in) throws IOException {
      return in.readUTF();
    }
  }

  private final BinarySerializer<long[]> cells = new BinarySerializer<>(new CellFormat());
  private final BinarySerializer<String> words = new BinarySerializer<>(new WordFormat());

  @Test
  void shouldReadBackValuesThatFollowOneAnother() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    cells.serialize(new long[] {1, 2}, out);
    cells.serialize(new long[] {}, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(cells.deserialize(in)).containsExactly(1, 2);
    assertThat(cells.deserialize(new long[0], in)).isEmpty();
    assertThat(in.available()).isZero();
  }

  @Test
  void shouldCopyOnlyWhatCanChange() {
    long[] cell = {7};
    String word = "live";

    assertThat(cells.copy(cell)).isNotSameAs(cell).containsExactly(7);
    assertThat(words.copy(word)).isSameAs(word);
    assertThat(words.isImmutableType()).isTrue();
  }

  @Test
  void shouldCopyBetweenStreams() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    words.serialize("live", out);
    DataOutputSerializer copied = new DataOutputSerializer(16);
    words.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);

    assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
  }

  @Test
  void shouldRestoreItselfFromItsSnapshot() throws IOException {
    TypeSerializerSnapshot<long[]> restored = roundTrip(cells.snapshotConfiguration());

    assertThat(restored.restoreSerializer()).isEqualTo(cells);
    assertThat(
            cells.snapshotConfiguration().resolveSchemaCompatibility(restored).isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void shouldTakeStateOfVersionsThatTheFormatReadsAndRefuseOthers() throws IOException {
    assertThat(taken(CellFormat.class.getName(), 1)).isTrue();
    assertThat(taken(CellFormat.class.getName(), 3)).isFalse();
    assertThat(taken(WordFormat.class.getName(), 1)).isFalse();
  }

  @Test
  void shouldNameAFormatThatIsGone() {
    assertThatThrownBy(() -> taken("io.livegauge.job.Gone", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("io.livegauge.job.Gone");
  }

  @Test
  void shouldDescribeTheTypeWithoutKryo() {
    BinaryTypeInfo<String> type = BinaryTypeInfo.of(new WordFormat());

    assertThat(type.getTypeClass()).isEqualTo(String.class);
    assertThat(type.isKeyType()).isFalse();
    assertThat(type.serializer()).isEqualTo(words);
    assertThat(type).isEqualTo(BinaryTypeInfo.of(new WordFormat())).hasToString("String");
  }

  @Test
  void shouldCarryDecodedRecordsOfBothKinds() throws IOException {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    String like =
        "{\"eventId\":\"e1\",\"type\":\"like\",\"streamId\":\"s1\",\"userId\":\"u1\","
            + "\"eventTime\":1700000000000,\"count\":3}";
    BinarySerializer<Decoded> serializer = RoadTypes.DECODED.serializer();
    DataOutputSerializer out = new DataOutputSerializer(64);
    Decoded valid =
        decoder.fromKafka(
            like.getBytes(StandardCharsets.UTF_8), Topic.LIKE, 2, 17, 1_700_000_000_100L);
    Decoded rejected = decoder.fromKafka(null, Topic.LIKE, 2, 18, 1_700_000_000_200L);
    serializer.serialize(valid, out);
    serializer.serialize(rejected, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    Decoded first = serializer.deserialize(in);
    assertThat(first).isInstanceOf(PackedEvent.class);
    assertThat(((PackedEvent) first).unpack().count).isEqualTo(3);
    assertThat(((PackedEvent) first).unpack().offset).isEqualTo(17);
    assertThat(serializer.deserialize(in)).isEqualTo(rejected);
  }

  private boolean taken(String format, int version) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeUTF(format);
    out.writeInt(version);
    BinarySerializer.Snapshot<long[]> old = new BinarySerializer.Snapshot<>();
    old.readSnapshot(
        1, new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    return cells.snapshotConfiguration().resolveSchemaCompatibility(old).isCompatibleAsIs();
  }

  private <T> TypeSerializerSnapshot<T> roundTrip(TypeSerializerSnapshot<T> snapshot)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
  }
}
