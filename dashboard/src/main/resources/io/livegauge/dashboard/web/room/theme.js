// Colours for what is drawn on a canvas, which knows no style sheet.

/** The colours of custom properties as they are now, by name without dashes: colours(["text"]).text */
export function colours(names) {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Calls back when the colours change, by the page's switch or the system's; the result ends that. */
export function onTheme(callback) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("themechange", callback);
  system.addEventListener("change", callback);
  return () => {
    document.removeEventListener("themechange", callback);
    system.removeEventListener("change", callback);
  };
}
