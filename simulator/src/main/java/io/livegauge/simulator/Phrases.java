package io.livegauge.simulator;

/** What people say and sell; made up. */
final class Phrases {
  static final String[] BARRAGES = {
    "666",
    "好看",
    "多少钱？",
    "主播好专业",
    "已下单",
    "这个颜色适合黄皮吗",
    "求上链接",
    "再讲一遍优惠吧",
    "能不能便宜点",
    "哈哈哈哈",
    "first time here",
    "love it",
    "is it waterproof?",
    "size M please",
    "what is the code?",
    "shipping to the north?",
    "bought two last week, very good",
    "show the back please",
    "so fast today",
    "hello from Chengdu 👋",
    "🔥🔥🔥",
    "pin the blue one",
    "sold out?",
    "thank you host"
  };
  static final String[] REVIEWS = {
    "as described", "好评", "slow parcel", "would buy again", "质量一般", "great host"
  };
  static final String[] TITLES = {
    "Autumn sale", "新品首发", "Kitchen night", "Factory direct", "福利专场", "Weekend picks"
  };
  static final String[] CATEGORIES = {"beauty", "fashion", "food", "home", "digital", "sports"};
  static final String[] SOURCES = {"follow", "recommend", "ad", "search", "share", "mini_app"};
  static final String[] AGES = {"18-24", "25-34", "35-44", "45-54", "55+"};
  static final String[] DEVICES = {"android", "ios", "pad", "pc"};
  static final String[] CHANNELS = {"wechat", "weibo", "qq", "link"};
  static final String[] GIFTS = {"rose", "heart", "lollipop", "rocket", "crown"};
  static final long[] GIFT_VALUES = {10, 52, 199, 5000, 9900};
  static final String[] SURVEY_ITEMS = {"A21", "A22", "A23", "A11", "Q7", "Q8"};

  private Phrases() {}
}
