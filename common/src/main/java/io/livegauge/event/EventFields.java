package io.livegauge.event;

import static io.livegauge.event.FieldRule.flag;
import static io.livegauge.event.FieldRule.integer;
import static io.livegauge.event.FieldRule.string;
import static io.livegauge.event.FieldRule.traits;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The fields that each type declares, beside the common ones. */
final class EventFields {
  static final FieldRule EVENT_ID = string(Field.EVENT_ID, 1, 64);
  static final FieldRule STREAM_ID = string(Field.STREAM_ID);
  static final FieldRule USER_ID = string(Field.USER_ID);

  /** To the last millisecond of the year 9999. */
  static final FieldRule EVENT_TIME = integer(Field.EVENT_TIME, 1, 253_402_300_799_999L);

  /** Code points that a trait's key or value has at most; a key has one at least. */
  static final int MAX_TRAIT = 128;

  private static final long MONEY = 1_000_000_000_000L;

  private static final List<List<FieldRule>> BY_TYPE =
      Arrays.stream(EventType.values()).map(EventFields::declare).toList();

  private EventFields() {}

  /** The declared fields of a type, sorted by their names as RFC 8785 sorts them. */
  static List<FieldRule> of(EventType type) {
    return BY_TYPE.get(type.ordinal());
  }

  private static List<FieldRule> declare(EventType type) {
    FieldRule[] rules =
        switch (type) {
          case LOGIN, LOGOUT, ENTER, LEAVE, HEARTBEAT ->
              rules(string(Field.SOURCE).optional(), traits());
          case BARRAGE -> rules(string(Field.TEXT, 1, 500));
          case LIKE -> rules(integer(Field.COUNT, 1, 10_000).optional(1));
          case SHARE -> rules(string(Field.CHANNEL).optional());
          case GIFT ->
              rules(
                  string(Field.GIFT_ID),
                  integer(Field.UNIT_VALUE, 0, 1_000_000_000),
                  integer(Field.REPEAT_COUNT, 1, 1_000_000).optional(1),
                  string(Field.STREAK_ID).optional(),
                  flag(Field.STREAK_END, true));
          case CART_ADD ->
              rules(string(Field.ITEM_ID), quantity(), integer(Field.PRICE, 0, MONEY).optional());
          case ORDER_PAID ->
              rules(
                  string(Field.ORDER_ID),
                  string(Field.ITEM_ID),
                  quantity(),
                  integer(Field.AMOUNT, -MONEY, MONEY),
                  string(Field.PROMO_CODE).optional(),
                  integer(Field.DISCOUNT, 0, MONEY).optional());
          case ORDER_REFUNDED ->
              rules(string(Field.ORDER_ID), string(Field.ITEM_ID), integer(Field.AMOUNT, 1, MONEY));
          case PRODUCT_IMPRESSION, PRODUCT_PIN, PRODUCT_UNPIN -> rules(string(Field.ITEM_ID));
          case PRODUCT_CLICK -> rules(string(Field.ITEM_ID), flag(Field.PINNED, false));
          case RATING ->
              rules(
                  integer(Field.STARS, 1, 5),
                  string(Field.ORDER_ID).optional(),
                  string(Field.TEXT, 0, 2_000).optional());
          case FOLLOW, UNFOLLOW, STREAM_END -> rules();
          case AD_IMPRESSION, AD_CLICK -> rules(string(Field.AD_ID), string(Field.IMPRESSION_ID));
          case GAME_JOIN -> rules(string(Field.GAME_ID));
          case SURVEY_ANSWER -> rules(string(Field.ITEM, 1, 64), integer(Field.ANSWER, 1, 5));
          case STREAM_START ->
              rules(
                  string(Field.HOST_ID),
                  string(Field.TITLE, 0, 500).optional(),
                  string(Field.CATEGORY).optional(),
                  string(Field.CURRENCY).optional(),
                  integer(Field.FOLLOWERS, 0, MONEY).optional(),
                  traits());
        };
    return Arrays.stream(rules)
        .sorted(Comparator.comparing((FieldRule rule) -> rule.field().wireName()))
        .toList();
  }

  private static FieldRule quantity() {
    return integer(Field.QUANTITY, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static FieldRule[] rules(FieldRule... rules) {
    return rules;
  }
}
