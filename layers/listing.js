'use strict';
// The map's twin in words: every event, also those that cannot be drawn, as cards or as a table.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const AT_ONCE = 100; // so many cards are written as a whole, each as tall as it likes
  const ON_PAPER = 1000; // rows: more than that is no reading matter
  const FEW = 12; // events that need no sorting
  const HEIGHTS = { cards: 100, table: 34 }; // of a row in a long list, as in listing.css

  conflictmap.room?.('listing', (app) => {
    const { store, words } = app;
    const view = {
      app,
      orders: kit.createOrders(app),
      key: 'date',
      descending: false,
      mode: 'cards',
      printing: false,
      stop: -1, // the row that Tab reaches
      cards: h('ol', { class: 'cards', 'aria-label': words.say('list.title') }),
      lines: h('div', { class: 'lines', role: 'rowgroup' }),
      none: h('p', { class: 'none', hidden: true }, words.say(store.n ? 'list.none' : 'list.empty')),
      heading: h('h3', { class: 'list-heading' }, words.say('list.undated')),
      more: h('p', { class: 'none', hidden: true }),
    };
    const port = app.slot('panel');
    const tools = app.slot('tools');
    const above = () => tools.offsetHeight + (view.mode === 'table' ? view.head.offsetHeight : 0);
    const scroller = (rows, create) =>
      kit.createScroller({
        port,
        rows,
        above,
        create: (row) => create(app, row),
        placed: (...at) => placed(view, ...at),
        drawn: (row) => stopAt(view, row),
      });
    view.head = tableHead(view);
    view.scrollers = { cards: scroller(view.cards, kit.entryCard), table: scroller(view.lines, kit.entryLine) };
    view.table = h(
      'div',
      { class: 'table', role: 'grid', hidden: true, 'aria-label': words.say('list.title') },
      h('div', { role: 'rowgroup', class: 'table-head' }, view.head),
      view.scrollers.table.box,
    );
    const title = h('h2', { class: 'unseen' }, words.say('list.title'));
    const list = h('div', { class: 'list' }, title, view.scrollers.cards.box, view.table);
    app.slot('list').append(list, view.none, view.more);
    if (store.n > 1) tools.append(bar(view));

    list.addEventListener('click', ({ target }) => open(view, rowOf(view, target)));
    list.addEventListener('keydown', (event) => key(view, event));
    list.addEventListener('focusin', ({ target }) => focused(view, rowOf(view, target)));
    list.addEventListener('focusout', () => current(view).hold(-1));
    const measured = new ResizeObserver(() => {
      port.style.setProperty('--tools', `${tools.offsetHeight}px`);
      current(view).resize();
    });
    for (const element of [port, tools]) measured.observe(element);
    app.on('print', () => paper(view, true));
    app.on('layout', () => view.printing && !document.documentElement.hasAttribute('data-printing') && paper(view, false));
    const later = kit.afterwards(store.n > kit.MANY, () => draw(view));
    later.idle();
    store.subscribe((change) => {
      if (change === 'filter') return later();
      later.now();
      return select(view);
    });
  });

  const current = (view) => view.scrollers[view.mode];
  const holder = (target) => target.closest('.row-holder');
  const handle = (element) => (element.matches('[data-event-id]') ? element : element.querySelector('[data-event-id]'));

  function rowOf(view, target) {
    const id = holder(target) && handle(holder(target)).dataset.eventId;
    return id === null || id === undefined || id === false ? -1 : view.app.store.row(id);
  }

  function draw(view) {
    const { app, mode, printing } = view;
    const rows = app.store.shownRows(view.orders(view.key, view.descending));
    const whole = printing || (mode === 'cards' && rows.length <= AT_ONCE);
    const written = printing ? rows.subarray(0, ON_PAPER) : rows;
    view.shown = rows;
    if (!rows.includes(view.stop)) view.stop = rows[0] ?? -1;
    if (app.store.selected >= 0) view.stop = app.store.selected;
    current(view).show(written, { rowHeight: HEIGHTS[mode], whole });
    view.table.setAttribute('aria-rowcount', rows.length + 1);
    view.none.hidden = rows.length > 0;
    view.more.hidden = written.length === rows.length;
    view.more.textContent = app.words.say('list.more', { count: rows.length - written.length });
    separate(view, rows, whole);
  }

  // Between dated events and those without an exact date stands a line that says so.
  function separate(view, rows, whole) {
    view.heading.remove();
    if (!whole || view.mode !== 'cards' || view.key !== 'date') return;
    const first = rows.find((row) => view.app.describe.loose(row));
    if (first !== undefined) current(view).elements.get(first)?.prepend(view.heading);
  }

  // Told of every element each time it is placed: its number, whether Tab reaches it, whether it is chosen.
  function placed(view, element, index, row) {
    const { store } = view.app;
    const button = handle(element);
    button.setAttribute('tabindex', row === view.stop ? 0 : -1);
    if (row === store.selected) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    if (view.mode === 'table') {
      element.setAttribute('aria-rowindex', index + 2);
      return;
    }
    element.setAttribute('aria-setsize', current(view).count());
    element.setAttribute('aria-posinset', index + 1);
  }

  // There is always a row that Tab reaches: the last one visited, or else the first in view.
  function stopAt(view, row) {
    if (row < 0 || current(view).elements.has(view.stop)) return;
    view.stop = row;
    handle(current(view).elements.get(row)).setAttribute('tabindex', 0);
  }

  function mark(view) {
    current(view).elements.forEach((element, row) => placed(view, element, current(view).indexOf(row), row));
  }

  function select(view) {
    const { selected } = view.app.store;
    const index = selected < 0 ? -1 : current(view).indexOf(selected);
    if (index >= 0) {
      view.stop = selected;
      current(view).reach(index);
    }
    mark(view);
  }

  function open({ app }, row) {
    if (row < 0) return;
    app.store.select(row);
    app.reveal(row);
    app.emit('opened');
  }

  function focused(view, row) {
    if (row < 0) return;
    current(view).hold(row);
    view.stop = row;
    mark(view);
  }

  /** Where a key leads in a list of `count` of which `page` are seen, or null. */
  kit.nextRow = (pressed, at, count, page) => {
    if (pressed === 'PageDown') return at < 0 ? null : Math.min(at + page, count - 1);
    if (pressed === 'PageUp') return at < 0 ? null : Math.max(at - page, 0);
    return kit.nextItem(pressed, at, count);
  };

  function key(view, event) {
    const row = rowOf(view, event.target);
    if (row < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(view, row);
      return;
    }
    const list = current(view);
    const next = kit.nextRow(event.key, list.indexOf(row), list.count(), list.page());
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    handle(list.reach(next)).focus({ preventScroll: true });
  }

  // The sort key and direction, and the choice between cards and table.
  function bar(view) {
    const { words } = view.app;
    view.keys = h(
      'select',
      { class: 'sort-key', 'aria-label': words.say('sort.by') },
      kit.SORT_KEYS.map((name) => h('option', { value: name }, words.say(`sort.${name}`))),
    );
    view.keys.addEventListener('change', () => sort(view, view.keys.value, false));
    view.direction = kit.button(words.say('sort.ascending'), { icon: kit.ICONS.ascending, class: 'tool' }, () =>
      sort(view, view.key, !view.descending),
    );
    view.switch = kit.button(words.say('list.table'), { icon: kit.ICONS.table, class: 'tool', 'aria-pressed': 'false' }, () =>
      change(view, view.mode === 'cards' ? 'table' : 'cards'),
    );
    const few = view.app.store.n <= FEW;
    return h('div', { class: `sort-bar${few ? ' is-few' : ''}` }, !few && [view.keys, view.direction], view.switch);
  }

  function sort(view, by, descending) {
    Object.assign(view, { key: by, descending });
    const { words } = view.app;
    view.keys.value = by;
    const name = words.say(descending ? 'sort.descending' : 'sort.ascending');
    view.direction.setAttribute('aria-label', name);
    view.direction.title = name;
    view.direction.replaceChildren(kit.icon(descending ? kit.ICONS.descending : kit.ICONS.ascending));
    for (const cell of view.head.children) {
      const on = cell.dataset.key === by;
      cell.setAttribute('aria-sort', on ? (descending ? 'descending' : 'ascending') : 'none');
    }
    draw(view);
    const { selected } = view.app.store;
    if (view.shown.length) current(view).reach(selected < 0 ? 0 : current(view).indexOf(selected));
  }

  function tableHead(view) {
    const { words } = view.app;
    return h(
      'div',
      { class: 'line', role: 'row', 'aria-rowindex': 1 },
      kit.TABLE_COLUMNS.map((name) => {
        const button = h('button', { type: 'button', class: 'head-button' }, words.say(words.has(`column.${name}`) ? `column.${name}` : `sort.${name}`));
        button.addEventListener('click', () => sort(view, name, view.key === name && !view.descending));
        return h(
          'span',
          { class: `cell cell-${name}`, role: 'columnheader', 'data-key': name, 'aria-sort': name === 'date' ? 'ascending' : 'none' },
          button,
        );
      }),
    );
  }

  // The table is as wide as it needs to be: the map makes room, and both stay in sight.
  function change(view, mode) {
    current(view).clear();
    view.mode = mode;
    view.switch.setAttribute('aria-pressed', String(mode === 'table'));
    view.table.hidden = mode !== 'table';
    view.scrollers.cards.box.hidden = mode !== 'cards';
    document.querySelector('.app').classList.toggle('has-table', mode === 'table');
    draw(view);
    select(view);
  }

  // On paper the list is as long as it is, up to a limit that is told.
  function paper(view, on) {
    view.printing = on;
    if (view.mode === 'table') change(view, 'cards');
    draw(view);
  }
})();
