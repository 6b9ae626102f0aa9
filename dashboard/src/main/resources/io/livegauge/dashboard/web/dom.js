// Elements without markup in strings: nothing that a record holds is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element.
 *
 * @param {string} tag its name, with classes behind dots: "p.note.small"
 * @param {object} [attributes] attributes; onX is a listener of event x, false and null are left
 *     out, true is an attribute without a value
 * @param {...(Node|string|number|null|Array)} children nodes, texts, or lists of them
 */
export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) {
    element.className = classes.join(" ");
  }
  return fill(element, attributes, children);
}

/** An SVG element, as {@link h}. */
export function svg(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElementNS(SVG, name);
  if (classes.length > 0) {
    element.setAttribute("class", classes.join(" "));
  }
  return fill(element, attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2).toLowerCase(), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text only where it differs: a node that is left alone costs no layout. */
export function setText(node, text) {
  const string = String(text);
  if (node.textContent !== string) {
    node.textContent = string;
  }
}
