// The words of the screens. Each language is one module with the same keys (a test compares them).

import en from "./texts/en.js";
import zh from "./texts/zh.js";

const CATALOGUES = { en, zh };

/** Languages in their own names. */
export const LANGUAGES = { en: "English", zh: "中文" };

let language = chosen();
document.documentElement.lang = language === "zh" ? "zh-CN" : language;

function chosen() {
  const stored = localStorage.getItem("lang");
  if (stored in CATALOGUES) {
    return stored;
  }
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

/** The language in use: a key of {@link LANGUAGES}. */
export function currentLanguage() {
  return language;
}

/** Takes another language; whoever shows text draws again. */
export function useLanguage(tag) {
  language = tag;
  localStorage.setItem("lang", tag);
  document.documentElement.lang = tag === "zh" ? "zh-CN" : tag;
}

/**
 * A text of the language in use.
 *
 * @param {string} key its key in the catalogues
 * @param {object} [values] what stands for {name} in it
 * @returns {string} the text; the key itself where there is none, as for an action of a newer job
 */
export function t(key, values) {
  const text = CATALOGUES[language][key] ?? en[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
}
