'use strict';
// A window on the line of time: two handles and what lies between them, by pointer and by keys.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const clampTo = (value, low, high) => Math.max(low, Math.min(value, high));

  /** The range that a window of the same width has after a move, within the domain. */
  kit.movedRange = ([from, to], days, [first, last]) => {
    const moved = clampTo(days, first - from, last - to);
    return [from + moved, to + moved];
  };

  /** How many days a key moves a handle or the window, or null if it does not. */
  kit.keyDays = (key, day, [first, last], page = Math.max(7, Math.round((last - first) / 10))) => {
    const steps = new Map([
      ['ArrowLeft', -1],
      ['ArrowDown', -1],
      ['ArrowRight', 1],
      ['ArrowUp', 1],
      ['PageDown', -page],
      ['PageUp', page],
      ['Home', first - day],
      ['End', last - day],
    ]);
    return steps.get(key) ?? null;
  };

  /**
   * A brush over a domain of days. `range()` says what it spans, `set(from, to)` is asked to change it.
   * @returns {{track: Element, draw: () => void, say: () => void}} `track` takes the chart as its first child;
   * `draw` puts the window where the range is, `say` tells it to who cannot see it
   */
  kit.createBrush = ({ words, domain, range, set }) => {
    const [first, last] = domain;
    const slider = (name) =>
      h('div', { class: `time-handle time-${name}`, role: 'slider', tabindex: 0, 'aria-label': words.say(`time.${name}`) });
    const window_ = h('div', { class: 'time-window', 'aria-label': words.say('time.window') });
    const handles = [slider('from'), slider('to')];
    const shades = [h('div', { class: 'time-shade' }), h('div', { class: 'time-shade' })];
    const track = h('div', { class: 'time-track' }, shades, window_, handles);
    const brush = { track, window_, handles, shades, words, domain, range, set: paced(set) };
    const to = [
      (day) => [clampTo(day, first, range()[1]), range()[1]],
      (day) => [range()[0], clampTo(day, range()[0], last)],
    ];
    handles.forEach((handle, at) => {
      keys(brush, handle, (days) => to[at](range()[at] + days), () => range()[at]);
      drag(brush, handle, () => (day) => to[at](at ? day - 1 : day));
    });
    keys(brush, window_, (days) => kit.movedRange(range(), days, domain), () => range()[0]);
    drag(brush, window_, (grabbed) => {
      const before = range();
      return (day) => kit.movedRange(before, day - grabbed, domain);
    });
    drag(brush, track, (grabbed) => (day) => [
      clampTo(Math.min(day, grabbed), first, last),
      clampTo(Math.max(day, grabbed) - 1, first, last),
    ]);
    track.addEventListener('dblclick', () => set(first, last));
    brush.draw = () => draw(brush);
    brush.say = () => say(brush);
    return brush;
  };

  const isWhole = ({ range, domain }) => range()[0] <= domain[0] && range()[1] >= domain[1];

  // A pointer may move faster than a million events are filtered: the last place wins.
  function paced(set) {
    let wanted = null;
    const later = (from, to) => {
      if (!wanted) {
        requestAnimationFrame(() => {
          const latest = wanted;
          wanted = null;
          set(...latest);
        });
      }
      wanted = [from, to];
    };
    return Object.assign(later, { now: set });
  }

  function draw(brush) {
    const { window_, handles, shades, domain, range } = brush;
    const [first, last] = domain;
    const [from, to] = range();
    const percent = (day) => `${((day - first) / (last - first + 1)) * 100}%`;
    const [left, right] = [percent(from), percent(to + 1)];
    Object.assign(window_.style, { left, right: `calc(100% - ${right})` });
    Object.assign(shades[0].style, { left: 0, right: `calc(100% - ${left})` });
    Object.assign(shades[1].style, { left: right, right: 0 });
    [left, right].forEach((at, side) => {
      handles[side].style.left = at;
    });
    window_.classList.toggle('is-whole', isWhole(brush));
  }

  function say(brush) {
    const { words, window_, handles, domain, range } = brush;
    const [first, last] = domain;
    const [from, to] = range();
    says(handles[0], [first, to, from], words.date(from, words.LONG));
    says(handles[1], [from, last, to], words.date(to, words.LONG));
    // A window on everything cannot be moved: it is no stop for Tab, and a drag draws a new one.
    if (isWhole(brush)) {
      window_.setAttribute('role', 'group');
      for (const name of ['tabindex', ...['min', 'max', 'now', 'text'].map((part) => `aria-value${part}`)]) window_.removeAttribute(name);
    } else {
      window_.setAttribute('role', 'slider');
      window_.setAttribute('tabindex', 0);
      says(window_, [first, last - (to - from), from], words.range(from, to));
    }
  }

  function says(slider, [low, high, now], text) {
    slider.setAttribute('aria-valuemin', low);
    slider.setAttribute('aria-valuemax', high);
    slider.setAttribute('aria-valuenow', now);
    slider.setAttribute('aria-valuetext', text);
  }

  function keys({ set, domain, range }, element, moved, day) {
    element.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const days = kit.keyDays(event.key, day(), domain);
      if (days === null) return;
      event.preventDefault();
      event.stopPropagation();
      // Shift on a handle takes the whole window along.
      set.now(...(event.shiftKey ? kit.movedRange(range(), days, domain) : moved(days)));
    });
  }

  const dayAt = ({ track, domain: [first, last] }, clientX) => {
    const box = track.getBoundingClientRect();
    return Math.round(first + ((clientX - box.left) / box.width) * (last - first + 1));
  };

  function drag(brush, element, begin) {
    let ranged = null;
    element.addEventListener('pointerdown', (event) => {
      if (event.button || (element === brush.window_ && isWhole(brush))) return;
      event.stopPropagation();
      event.preventDefault();
      if (element !== brush.track) element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      ranged = begin(dayAt(brush, event.clientX));
    });
    element.addEventListener('pointermove', (event) => {
      if (!element.hasPointerCapture(event.pointerId) || !ranged) return;
      const [from, to] = ranged(dayAt(brush, event.clientX));
      if (from <= to) brush.set(from, to);
    });
    element.addEventListener('lostpointercapture', () => {
      ranged = null;
    });
  }
})();
