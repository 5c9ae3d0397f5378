'use strict';
// What every drawn thing has in common, whether symbol or shape: it stands for one or more rows,
// follows the filter and the selection, and is reached by pointer and by keyboard.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  kit.createMarks = (app) => {
    const { store, words, describe } = app;
    const marks = [];
    const shownRows = (mark) => mark.rows.filter((row) => store.mask[row]);

    const label = (rows) => {
      const first = describe.label(rows[0]);
      return rows.length === 1 ? first : `${words.say('map.stack', { count: rows.length })}: ${first}`;
    };

    function update(mark) {
      const rows = shownRows(mark);
      const hidden = rows.length === 0 || Boolean(mark.covered);
      mark.element.classList.toggle('is-hidden', hidden);
      if (hidden) {
        mark.hide?.();
        return;
      }
      mark.draw(rows);
      mark.element.setAttribute('aria-label', label(rows));
    }

    function highlight() {
      marks.forEach((mark) => {
        const on = mark.rows.includes(store.selected);
        const { classList } = mark.element;
        if (!on && !classList.contains('is-selected')) return;
        classList.toggle('is-selected', on);
        mark.raise?.(on);
        // A mark that stands for several events shows the one whose card is open.
        if (mark.rows.length > 1) update(mark);
      });
    }

    const visible = () => [
      ...marks.filter((mark) => !mark.covered && shownRows(mark).length).map((mark) => mark.element),
      ...api.extra(),
    ];
    const focusable = kit.roving(app.map.getContainer(), () => visible());

    /** Select what a mark stands for; the first of several, unless one of them is selected. */
    const open = (mark) => {
      const rows = shownRows(mark);
      if (!rows.includes(store.selected)) store.select(rows[0]);
      app.emit('opened');
    };

    store.subscribe((change) => {
      if (change === 'filter') {
        marks.forEach(update);
        focusable(visible()[0]);
      }
      highlight();
    });

    const api = {
      shownRows,
      /** Elements that stand for several marks at once, set by who draws them. */
      extra: () => [],
      /** Hide a mark behind something that stands for it, or show it again. */
      cover(mark, on) {
        if (Boolean(mark.covered) === on) return;
        mark.covered = on;
        update(mark);
      },
      /** The rows that share a mark with this one and are shown, itself among them. */
      group: (row) => (app.places.has(row) ? shownRows(app.places.get(row)) : [row]),
      /**
       * Register a mark: {rows, element, draw(rows), hide(), raise(on), rect(), latlng, bounds}; `rect` is in pixels
       * of the map's container.
       */
      add(mark) {
        const { element, rows } = mark;
        marks.push(mark);
        rows.forEach((row) => app.places.set(row, mark));
        element.setAttribute('role', 'button');
        element.setAttribute('tabindex', '-1');
        element.addEventListener('click', (event) => {
          event.stopPropagation();
          open(mark);
        });
        element.addEventListener('keydown', (event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          open(mark);
        });
        update(mark);
        return mark;
      },
      /** All marks are there: put them in the order of the events, for the arrow keys. */
      start() {
        marks.sort((a, b) => a.rows[0] - b.rows[0]);
        focusable(visible()[0]);
      },
    };
    return api;
  };
})();
