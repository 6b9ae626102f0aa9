package io.livegauge.local.demo;

/**
 * The signs of the table, for terminals with and without Unicode.
 *
 * @param up a rising score
 * @param down a falling one
 * @param level one that stays
 * @param bars from the lowest to the highest, eight signs
 * @param cut the end of a text that was cut
 */
record Glyphs(char up, char down, char level, String bars, char cut) {
  static final Glyphs UNICODE = new Glyphs('▲', '▼', '▸', "▁▂▃▄▅▆▇█", '…');
  static final Glyphs ASCII = new Glyphs('+', '-', '=', "_.,-~=*#", '~');
}
