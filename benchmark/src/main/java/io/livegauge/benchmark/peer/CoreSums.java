package io.livegauge.benchmark.peer;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The figures of one user in one window, or of several users: a bean, so that engines can store it.
 */
public final class CoreSums {
  public long barrages;
  public long gifts;
  public long likesAndShares;

  /** Paid less refunded, minor units. */
  public long sales;

  public long clicks;
  public long impressions;

  /** Users with a presence, 0 or 1 for one user; likewise buyers and clickers. */
  public long users;

  public long buyers;
  public long clickers;

  /** Takes in an event of the one user that these are of. */
  void add(CoreEvent event) {
    if (event.isPresence()) {
      users = 1;
    }
    switch (event.type) {
      case "barrage" -> barrages++;
      case "gift" -> gifts += event.repeatCount;
      case "like" -> likesAndShares += event.count;
      case "share" -> likesAndShares++;
      case "order_paid" -> {
        sales += event.amount;
        buyers = 1;
      }
      case "order_refunded" -> sales -= event.amount;
      case "product_impression" -> impressions++;
      case "product_click" -> {
        clicks++;
        clickers = 1;
      }
      default -> {
        // Counts nowhere but among the users.
      }
    }
  }

  /** Adds the sums of other users; returns these. */
  CoreSums add(CoreSums other) {
    barrages += other.barrages;
    gifts += other.gifts;
    likesAndShares += other.likesAndShares;
    sales += other.sales;
    clicks += other.clicks;
    impressions += other.impressions;
    users += other.users;
    buyers += other.buyers;
    clickers += other.clickers;
    return this;
  }

  /** Adds sums of the same user; returns these. */
  CoreSums join(CoreSums other) {
    barrages += other.barrages;
    gifts += other.gifts;
    likesAndShares += other.likesAndShares;
    sales += other.sales;
    clicks += other.clicks;
    impressions += other.impressions;
    users = Math.max(users, other.users);
    buyers = Math.max(buyers, other.buyers);
    clickers = Math.max(clickers, other.clickers);
    return this;
  }

  /** Takes off sums that were added, but for the users. */
  void subtract(CoreSums other) {
    barrages -= other.barrages;
    gifts -= other.gifts;
    likesAndShares -= other.likesAndShares;
    sales -= other.sales;
    clicks -= other.clicks;
    impressions -= other.impressions;
  }

  /** Writes the sums: most are small, so most take a byte. */
  void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(out, barrages);
    Binary.writeUnsigned(out, gifts);
    Binary.writeUnsigned(out, likesAndShares);
    Binary.writeSigned(out, sales);
    Binary.writeUnsigned(out, clicks);
    Binary.writeUnsigned(out, impressions);
    Binary.writeUnsigned(out, users);
    Binary.writeUnsigned(out, buyers);
    Binary.writeUnsigned(out, clickers);
  }

  static CoreSums read(DataInput in) throws IOException {
    CoreSums sums = new CoreSums();
    sums.barrages = Binary.readUnsigned(in);
    sums.gifts = Binary.readUnsigned(in);
    sums.likesAndShares = Binary.readUnsigned(in);
    sums.sales = Binary.readSigned(in);
    sums.clicks = Binary.readUnsigned(in);
    sums.impressions = Binary.readUnsigned(in);
    sums.users = Binary.readUnsigned(in);
    sums.buyers = Binary.readUnsigned(in);
    sums.clickers = Binary.readUnsigned(in);
    return sums;
  }

  /** The row of a stream whose users these are. */
  CoreRow row(String streamId, long windowEnd) {
    return new CoreRow(
        streamId,
        windowEnd,
        barrages,
        gifts,
        likesAndShares,
        buyers,
        sales,
        impressions >= CoreRow.MIN_IMPRESSIONS ? clicks : clickers,
        users);
  }
}
