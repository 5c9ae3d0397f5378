'use strict';
// A long list in a short document: only the rows in view are elements, however many there are. A
// list longer than any browser lays out is scrolled by a shorter stand-in: small steps move by
// their own length, long ones by their share.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const TALLEST = 4_000_000; // pixels that every browser lays out
  const SPARE = 6; // rows kept ready above and below
  const FAR = 100_000; // pixels: outside of any opening

  /**
   * Where a list stands after its stand-in was scrolled.
   * @param {{top: number, at: number}} before  place in the list, place of the stand-in, in pixels
   * @param {number} at  the stand-in's place now
   * @param {{total: number, height: number, view: number}} sizes  of list, stand-in and opening
   */
  kit.scrolledTo = (before, at, { total, height, view }) => {
    const [most, range] = [Math.max(0, total - view), Math.max(1, height - view)];
    if (total <= height) return Math.max(0, Math.min(at, most));
    const step = at - before.at;
    if (at <= 0) return 0;
    if (at >= range) return most;
    if (Math.abs(step) > 1.5 * view) return (at / range) * most;
    return Math.max(0, Math.min(before.top + step, most));
  };

  /** The rows that a view on a list of equal rows needs: [first, one past the last]. */
  kit.rowsInView = (top, view, rowHeight, count, spare = SPARE) => [
    Math.max(0, Math.floor(top / rowHeight) - spare),
    Math.min(count, Math.ceil((top + view) / rowHeight) + spare),
  ];

  /**
   * A list within a box that scrolls.
   * @param {Element} port  what scrolls; `above()` pixels of its top are covered
   * @param {Element} rows  what the rows are children of
   * @param {(row: number) => Element} create  makes a row's element
   * @param {(element: Element, index: number) => void} placed  is told where in the list it stands
   * @param {(row: number) => void} drawn  is told the first row in view, after each drawing
   */
  kit.createScroller = ({ port, rows, create, above, placed, drawn }) => {
    const pane = kit.h('div', { class: 'scroll-pane', role: 'presentation' }, rows);
    const box = kit.h('div', { class: 'scroll-box', role: 'presentation' }, pane);
    const live = new Map();
    let list = { rows: new Uint32Array(0), rowHeight: 1, whole: true };
    let place = { top: 0, at: 0 };
    let held = -1;
    let indices = new Map(); // of the rows that were drawn last

    const sizes = () => {
      const total = list.rows.length * list.rowHeight;
      const view = Math.max(0, port.clientHeight - above());
      return { total, height: Math.min(total, TALLEST), view: Math.min(total, view) };
    };
    const offset = () => box.offsetTop - above();

    // Elements that stay are not touched, so that focus stays where it is.
    function put(wanted) {
      const kept = new Set(wanted);
      for (const [row, element] of live) {
        if (kept.has(row)) continue;
        element.remove();
        live.delete(row);
      }
      let next = rows.firstChild;
      for (const row of wanted) {
        const element = live.get(row) ?? create(row);
        live.set(row, element);
        if (element === next) next = next.nextSibling;
        else rows.insertBefore(element, next);
      }
    }

    function draw() {
      const { view } = sizes();
      const [first, last] = kit.rowsInView(place.top, view, list.rowHeight, list.rows.length);
      const at = new Map();
      for (let index = first; index < last; index += 1) at.set(list.rows[index], index);
      const wanted = [...at.keys()];
      if (live.has(held) && !at.has(held)) {
        const index = list.rows.indexOf(held);
        if (index >= 0) wanted[index < first ? 'unshift' : 'push'](held);
        at.set(held, index);
      }
      indices = at;
      put(wanted);
      for (const row of wanted) {
        // What is far away is put just outside of the opening: no browser counts that many pixels.
        const y = Math.max(-FAR, Math.min(at.get(row) * list.rowHeight - place.top, FAR));
        live.get(row).style.transform = `translateY(${y}px)`;
        placed(live.get(row), at.get(row), row);
      }
      drawn(list.rows[Math.ceil(place.top / list.rowHeight)] ?? -1);
    }

    function scrolled() {
      if (list.whole) return;
      const at = port.scrollTop - offset();
      place = { top: kit.scrolledTo(place, at, sizes()), at };
      draw();
    }

    const standIn = (top, { total, height, view }) =>
      total <= height ? top : Math.round((top / Math.max(1, total - view)) * Math.max(1, height - view));

    function moveTo(top) {
      place = { top, at: standIn(top, sizes()) };
      port.scrollTop = place.at + offset();
    }

    // After small steps the stand-in is moved, unseen, to where its share says.
    function settle() {
      const { total, height, view } = sizes();
      const within = place.at > 0 && place.at < height - view;
      if (!list.whole && total > height && within && standIn(place.top, sizes()) !== place.at) moveTo(place.top);
    }

    function resize() {
      if (list.whole) return;
      const { height, view, total } = sizes();
      box.style.blockSize = `${height}px`;
      pane.style.blockSize = `${view}px`;
      pane.style.insetBlockStart = `${above()}px`;
      place.top = Math.min(place.top, Math.max(0, total - view));
      scrolled();
    }

    let waiting = 0;
    port.addEventListener(
      'scroll',
      () => {
        scrolled();
        clearTimeout(waiting);
        waiting = setTimeout(settle, 200);
      },
      { passive: true },
    );

    return {
      box,
      resize,
      elements: live,
      /** Show these rows: all of them, as tall as they like, or those in view, each `rowHeight` tall. */
      show(rowsNow, { rowHeight, whole }) {
        list = { rows: rowsNow, rowHeight, whole };
        indices = new Map();
        box.classList.toggle('is-windowed', !whole);
        if (!whole) {
          resize();
          return;
        }
        for (const element of [box, pane]) element.removeAttribute('style');
        put(Array.from(rowsNow));
        rowsNow.forEach((row, index) => {
          live.get(row).style.removeProperty('transform');
          placed(live.get(row), index, row);
        });
      },
      /** Forget all elements: the next `show` makes them anew. */
      clear() {
        live.forEach((element) => element.remove());
        live.clear();
      },
      /** The row that keeps its element wherever the list is scrolled to, or -1. */
      hold(row) {
        held = row;
      },
      rowAt: (index) => list.rows[index] ?? -1,
      indexOf: (row) => indices.get(row) ?? list.rows.indexOf(row),
      count: () => list.rows.length,
      /** How many rows the opening shows at once. */
      page: () => Math.max(1, Math.floor((port.clientHeight - above()) / list.rowHeight) - 1),
      /** Bring the row at an index into view; its element. */
      reach(index) {
        const row = list.rows[index];
        if (list.whole) {
          live.get(row)?.scrollIntoView({ block: 'nearest' });
          return live.get(row);
        }
        const { total, height, view } = sizes();
        const y = index * list.rowHeight;
        const [over, under] = [place.top - y, y + list.rowHeight - place.top - view];
        const framed = place.at >= 0 && place.at <= height - view;
        if (!framed || over > 0 || under > 0) {
          const near = Math.max(over, under) < view;
          const edge = over > 0 ? y : y + list.rowHeight - view;
          const wanted = near ? edge : y - (view - list.rowHeight) / 2;
          moveTo(Math.max(0, Math.min(wanted, total - view)));
          draw();
        }
        return live.get(row);
      },
    };
  };
})();
