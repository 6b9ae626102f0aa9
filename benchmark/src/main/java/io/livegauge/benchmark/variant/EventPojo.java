package io.livegauge.benchmark.variant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * An event the usual way: every field of the contract as a field, those of other types empty.
 * Public, with public fields, as Jackson and Flink want it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public class EventPojo {
  public String eventId;
  public String type;
  public String streamId;
  public String userId;
  public long eventTime;
  public String source;
  public Map<String, String> traits;
  public String text;
  public Long count;
  public String channel;
  public String giftId;
  public Long unitValue;
  public Long repeatCount;
  public String streakId;
  public Boolean streakEnd;
  public String itemId;
  public Long quantity;
  public Long price;
  public String orderId;
  public Long amount;
  public String promoCode;
  public Long discount;
  public Boolean pinned;
  public Long stars;
  public String adId;
  public String impressionId;
  public String gameId;
  public String item;
  public Long answer;
  public String hostId;
  public String title;
  public String category;
  public String currency;
  public Long followers;
}
