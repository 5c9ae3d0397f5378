'use strict';
// What stands on the canvas, for every hand: the pointer picks it, the keyboard walks through it with
// one element that takes the place and the name of the mark it is on.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** Where events are drawn: asked of the rooms that draw them. */
  kit.createPlaces = () => {
    const sources = [];
    return {
      /** Add a function from a row to {latlng, bounds, rect(), group()}, or to null. */
      add: (source) => sources.push(source),
      get(row) {
        for (const source of sources) {
          const found = source(row);
          if (found) return found;
        }
        return undefined;
      },
      has(row) {
        return this.get(row) !== undefined;
      },
    };
  };

  kit.createMarks = (app) => {
    const { map, store, surface, words } = app;
    const container = map.getContainer();
    const cursor = kit.h('button', { type: 'button', class: 'map-cursor', tabindex: -1 });
    container.append(cursor);
    let current = null; // the key of the mark that the keyboard is on
    let hovered = null;

    const inOrder = () => surface.marks().sort((a, b) => a.row - b.row || (a.key < b.key ? -1 : 1));
    const find = (marks) => marks.find(({ key }) => key === current) ?? marks[0] ?? null;

    // The element lies where its mark is; without a mark there is nothing to tab to.
    function place(mark) {
      current = mark?.key ?? null;
      cursor.setAttribute('tabindex', mark ? '0' : '-1');
      cursor.hidden = !mark;
      if (!mark) return;
      const { x, y } = surface.toContainer(mark);
      const radius = mark.radius + 4;
      cursor.style.transform = `translate(${Math.round(x - radius)}px, ${Math.round(y - radius)}px)`;
      cursor.style.inlineSize = `${2 * radius}px`;
      cursor.style.blockSize = cursor.style.inlineSize;
      // What a crowd holds is counted only for who is on it.
      cursor.setAttribute('aria-label', mark.label(document.activeElement === cursor));
    }
    function settle() {
      place(find(inOrder()));
    }

    cursor.addEventListener('keydown', (event) => {
      const marks = inOrder();
      const next = kit.nextItem(event.key, marks.indexOf(find(marks)), marks.length);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      place(marks[next]);
    });
    cursor.addEventListener('focus', settle);
    cursor.addEventListener('click', (event) => {
      event.stopPropagation();
      // Only keys press it: the pointer goes through to the canvas.
      find(inOrder())?.open();
    });

    const pointAt = (event) => {
      const box = container.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    // What the pointer is on is the map itself, not a control or a layer of the user's.
    const ground = ({ target }) => target === container || target.closest?.('.leaflet-map-pane') !== null;

    container.addEventListener(
      'click',
      (event) => {
        if (!ground(event) || map.dragging?.moved()) return;
        const mark = surface.pick(pointAt(event));
        if (!mark) return;
        event.stopPropagation();
        current = mark.key;
        mark.open();
      },
      true,
    );
    const hover = (mark) => {
      if ((mark?.key ?? null) === hovered) return;
      hovered = mark?.key ?? null;
      container.classList.toggle('is-over-mark', Boolean(mark));
      surface.redraw();
    };
    let waiting = 0;
    container.addEventListener('pointermove', (event) => {
      if (event.buttons || waiting) return;
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        hover(ground(event) ? surface.pick(pointAt(event)) : null);
      });
    });
    container.addEventListener('pointerleave', () => hover(null));

    map.on('moveend', settle);
    map.on('move', () => document.activeElement === cursor && settle());
    store.subscribe(() => {
      surface.redraw();
      settle();
    });

    return {
      hovered: () => hovered,
      /** Whether what stands for a row can be reached by the arrow keys now. */
      settle,
      /** The rows that share a mark with this one and are shown, itself among them. */
      group: (row) => app.places.get(row)?.group() ?? [row],
      /** Select what a mark stands for: the first of several, unless one of them is selected. */
      open(rows) {
        if (!rows.includes(store.selected)) store.select(rows[0]);
        app.emit('opened');
      },
      /** One line for a mark: its event, or how many and of which types. */
      label(rows, key = 'map.stack') {
        const first = app.describe.label(rows[0]);
        if (rows.length === 1) return first;
        const types = kit.typeCounts(store, rows).map(([type, count]) => `${words.code('type', type)} ${words.number(count)}`);
        return `${words.say(key, { count: rows.length })} (${types.join(', ')}): ${first}`;
      },
      /** What is drawn in view, for those who embed the page. */
      drawn: () =>
        inOrder().map((mark) => {
          const { x, y } = surface.toContainer(mark);
          const { kind, count, row, radius, ring = 0 } = mark;
          return { kind, count, event_id: store.id(row), x, y, radius, ring, selected: mark.selected === true };
        }),
    };
  };

  /** How many of some rows are of each type, the most frequent first. */
  kit.typeCounts = (store, rows) => {
    const counts = new Map();
    for (const row of rows) {
      const type = store.value('event_type', row);
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return [...counts].sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1));
  };
})();
