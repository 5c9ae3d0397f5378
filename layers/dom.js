'use strict';
// The one door through which the page is built: elements by name, attributes by allow-list, text as
// text. Nothing here, or anywhere else in the page, parses a string as markup.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const SVG = 'http://www.w3.org/2000/svg';
  const HTML_ATTRIBUTES = new Set([
    'class',
    'id',
    'role',
    'type',
    'tabindex',
    'hidden',
    'title',
    'dir',
    'lang',
    'for',
    'name',
    'open',
    'value',
    'checked',
    'disabled',
    'scope',
    'datetime',
    'placeholder',
    'autocomplete',
    'spellcheck',
    'enterkeyhint',
    'readonly',
    'rows',
  ]);
  const SVG_ATTRIBUTES = new Set([
    'class',
    'id',
    'viewBox',
    'width',
    'height',
    'x',
    'y',
    'x1',
    'y1',
    'x2',
    'y2',
    'cx',
    'cy',
    'r',
    'rx',
    'd',
    'points',
    'transform',
    'clip-path',
    'fill',
    'patternUnits',
    'patternTransform',
    'offset',
    'focusable',
    'role',
    'tabindex',
    'preserveAspectRatio',
    'clipPathUnits',
    'gradientUnits',
  ]);

  // Signs that change how the words around them read, or that nobody can see: overrides, embeddings
  // and isolates of direction, control characters, lone surrogates. The joiners and marks that
  // Persian, Urdu or Hebrew are written with are none of them.
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

  /** Text in which signs that would be obeyed, or overlooked, are told by their number. */
  kit.visible = (text) =>
    String(text).replace(CONTROLS, (sign) => `[U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);

  const SPOKEN = new Set(['aria-label', 'title']);

  function setAttributes(element, attributes, allowed) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (!allowed.has(name) && !/^(aria|data)-[a-z-]+$/.test(name)) {
        throw new TypeError(`attribute not allowed: ${name}`);
      }
      const text = value === true ? '' : String(value);
      element.setAttribute(name, SPOKEN.has(name) ? kit.visible(text) : text);
    }
    return element;
  }

  function append(element, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      element.append(typeof child === 'object' ? child : document.createTextNode(kit.visible(child)));
    }
    return element;
  }

  /** An HTML element; strings among the children become text nodes. */
  kit.h = (tag, attributes = {}, ...children) =>
    append(setAttributes(document.createElement(tag), attributes, HTML_ATTRIBUTES), children);

  /** An SVG element, under the same rule. */
  kit.svg = (tag, attributes = {}, ...children) =>
    append(setAttributes(document.createElementNS(SVG, tag), attributes, SVG_ATTRIBUTES), children);

  /** Put children into an element; nothing for null, text for strings. */
  kit.fill = (element, ...children) => append(element, children);

  /** Text of unknown direction, kept from disturbing the words around it. */
  kit.bdi = (text) => kit.h('bdi', {}, text);

  /** A button that says its name; `icon` is an SVG path in a 24-unit box. */
  kit.button = (name, { icon, label, ...attributes } = {}, onClick = null) => {
    const button = kit.h(
      'button',
      { type: 'button', ...(label ? {} : { 'aria-label': name, title: name }), ...attributes },
      icon && kit.icon(icon),
      label && kit.h('span', {}, label),
    );
    if (onClick) button.addEventListener('click', onClick);
    return button;
  };

  /** A line icon from a path in a 24-unit box. */
  kit.icon = (path) =>
    kit.svg(
      'svg',
      { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
      kit.svg('path', { d: path }),
    );

  /** The address as a safe web address, or null: only http and https may become links. */
  kit.webAddress = (text) => {
    try {
      const url = new URL(String(text));
      return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
    } catch {
      return null;
    }
  };

  /** A link that opens elsewhere and tells nothing; plain text if the address is no web address. */
  kit.link = (address, text) => {
    const href = kit.webAddress(address);
    if (!href) return kit.bdi(text);
    const link = kit.h('a', {}, kit.bdi(text));
    link.setAttribute('href', href);
    link.setAttribute('rel', 'noopener noreferrer');
    link.setAttribute('target', '_blank');
    return link;
  };

  /** Call `draw` at once, or, if `late`, once before the next picture however often it is asked for. */
  kit.paced = (late, draw) => {
    if (!late) return draw;
    let waiting = false;
    return () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        draw();
      });
    };
  };

  /** Events from which on the map is drawn first, then what stands beside it. */
  kit.MANY = 50_000;

  /** Call once the next picture is on the screen; soon, where nobody looks at any. */
  kit.afterPicture = (task) => (document.hidden ? setTimeout(task) : requestAnimationFrame(() => setTimeout(task)));

  /** Call when the page has nothing more urgent to do, after `most` milliseconds at the latest. */
  kit.whenIdle = (task, most = 200) => (globalThis.requestIdleCallback ? requestIdleCallback(task, { timeout: most }) : setTimeout(task, 30));

  /**
   * Call `draw` at once, or, if `late`, once the next picture is on the screen; `now()` does what waits,
   * `idle()` lets it wait for an idle moment.
   */
  kit.afterwards = (late, draw) => {
    let waiting = false;
    const now = () => {
      if (waiting) draw();
      waiting = false;
    };
    const through = (pass) => () => {
      if (late && !waiting) pass(now);
      waiting = true;
      if (!late) now();
    };
    return Object.assign(through(kit.afterPicture), { now, idle: through((task) => kit.afterPicture(() => kit.whenIdle(task))) });
  };

  /**
   * One tab stop for many elements: arrow keys, Home and End move among those that are shown.
   * Returns `focusable(element)`, which makes an element the one that Tab reaches.
   */
  kit.roving = (container, items) => {
    let current = null;
    const focusable = (element) => {
      current?.setAttribute('tabindex', '-1');
      current = element ?? null;
      current?.setAttribute('tabindex', '0');
    };
    container.addEventListener('focusin', (event) => {
      const item = items().find((candidate) => candidate.contains(event.target));
      if (item) focusable(item);
    });
    container.addEventListener('keydown', (event) => {
      const shown = items();
      const next = kit.nextItem(event.key, shown.indexOf(document.activeElement), shown.length);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      focusable(shown[next]);
      shown[next].focus();
    });
    return focusable;
  };

  /** Where a key leads from position `at` of `count`, or null if it leads nowhere. */
  kit.nextItem = (key, at, count) => {
    if (at < 0 || count === 0) return null;
    if (key === 'ArrowDown' || key === 'ArrowRight') return Math.min(at + 1, count - 1);
    if (key === 'ArrowUp' || key === 'ArrowLeft') return Math.max(at - 1, 0);
    if (key === 'Home') return 0;
    if (key === 'End') return count - 1;
    return null;
  };
})();
