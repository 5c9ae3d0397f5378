'use strict';
// The legend says only what is on the map, and is the filter: pressing an entry shows its events.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const { h } = kit;
  const GROUPS = ['change', 'type', 'status', 'actor', 'role', 'country', 'province', 'toll'];
  const FOLDED = new Set(['country', 'province', 'toll']); // opened by who needs them
  const AT_ONCE = 60; // more entries written at each asking
  const NARROW = 640; // pixels of map on which the legend would leave too little

  room('legend', (app) => {
    const { store, words } = app;
    if (!store.n) return;
    const legend = { app, entries: [] };
    const groups = GROUPS.map((facet) => kit.facetGroup(app, facet)).filter(
      ({ facet, entries }) => (!FOLDED.has(facet) && facet !== 'change') || entries.length > 1,
    );
    const reset = h('button', { type: 'button', class: 'text-button', hidden: true }, words.say('legend.reset'));
    const sections = new Map(groups.map((group) => [group.facet, section(legend, group)]));
    const body = h('div', { class: 'legend-body', id: 'legend-body' }, ...sections.values());
    const toggle = h(
      'button',
      { type: 'button', class: 'legend-toggle', 'aria-controls': 'legend-body' },
      h('span', {}, words.say('legend.title')),
      kit.icon(kit.ICONS.chevron),
    );
    const card = h(
      'section',
      { class: 'legend', 'data-over-map': '', 'data-gives-way': '', 'aria-label': words.say('legend.title') },
      h('div', { class: 'legend-head' }, toggle, reset),
      body,
    );
    const { protection } = app.data;
    if (protection.events) body.append(h('p', { class: 'legend-note' }, words.say('legend.protected')));
    app.slot('legend').append(card);

    const open = (wanted) => {
      toggle.setAttribute('aria-expanded', String(wanted));
      body.hidden = !wanted;
      legend.draw();
      app.emit('layout');
    };
    toggle.addEventListener('click', () => open(body.hidden));
    reset.addEventListener('click', () => store.filter({}));
    const large = store.n > kit.MANY;
    legend.draw = (all = !large) => {
      reset.hidden = Object.keys(store.filters).length === 0;
      // Of many events only what can be seen is counted; the rest when it is opened.
      const isSeen = (facet) => all || (!body.hidden && sections.get(facet).open !== false);
      const seen = groups.map(({ facet }) => facet).filter(isSeen);
      const counts = new Map(seen.map((facet) => [facet, store.facet(facet)]));
      legend.entries.forEach((entry) => counts.has(entry.facet) && update(legend, entry, counts.get(entry.facet)));
    };
    sections.forEach((one) => one.addEventListener('toggle', () => legend.draw()));
    followWidth(app, open, () => !body.hidden);
    app.on('print', () => legend.draw(true));
    const draw = kit.afterwards(large, () => legend.draw());
    store.subscribe((change) => change === 'filter' && draw());
  });

  // Where the map becomes narrow the legend folds, and unfolds where there is room again.
  function followWidth(app, open, isOpen) {
    const map = app.map.getContainer();
    let wide = map.clientWidth >= NARROW;
    let before = true;
    open(wide);
    new ResizeObserver(() => {
      if (map.clientWidth >= NARROW === wide || !map.clientWidth) return;
      wide = !wide;
      if (!wide) before = isOpen();
      open(wide && before);
    }).observe(map);
  }

  function section(legend, { facet, title, entries, more }) {
    const list = h('div', { class: 'legend-entries' }, entries.map((one) => button(legend, one)));
    if (more.length) list.append(moreButton(legend, list, more));
    if (!FOLDED.has(facet)) return h('section', { role: 'group', 'aria-label': title }, h('h3', {}, title), list);
    return h(
      'details',
      { class: 'legend-fold', role: 'group', 'aria-label': title },
      h('summary', {}, h('h3', {}, title), kit.icon(kit.ICONS.chevron)),
      list,
    );
  }

  // A map can have thousands of actors: they are written some at a time.
  function moreButton(legend, list, entries) {
    let rest = entries;
    const { words } = legend.app;
    const label = () => words.say('legend.more', { count: rest.length });
    const ask = h('button', { type: 'button', class: 'text-button legend-more' }, label());
    ask.addEventListener('click', () => {
      const added = rest.slice(0, AT_ONCE).map((one) => button(legend, one));
      rest = rest.slice(AT_ONCE);
      ask.before(...added);
      ask.textContent = label();
      ask.hidden = rest.length === 0;
      legend.draw();
      added[0].focus();
    });
    return ask;
  }

  function button(legend, { facet, values, name, picture }) {
    const count = h('span', { class: 'count' });
    const element = h(
      'button',
      { type: 'button', class: 'legend-entry', 'aria-pressed': 'false', 'data-facet': facet },
      picture(),
      h('span', { class: 'legend-text' }, kit.bdi(name())),
      count,
    );
    element.addEventListener('click', () => press(legend.app.store, facet, values));
    legend.entries.push({ facet, values, element, count });
    return element;
  }

  const chosen = (filter) => (filter === undefined ? [] : [filter].flat().map((value) => (value === '' ? null : value)));

  /** The values of a facet after an entry was pressed: added, or taken away; none chosen shows all. */
  kit.pressed = (before, values, facet) => {
    const on = values.every((value) => before.includes(value));
    if (on) return before.filter((value) => !values.includes(value));
    // Bands of the toll hold each other: the last one pressed is the one that is meant.
    const kept = facet === 'toll' ? before.filter((value) => value === null && !values.includes(null)) : before;
    return [...new Set([...kept, ...values])];
  };

  function press(store, facet, values) {
    const { [facet]: before, ...others } = store.filters;
    const after = kit.pressed(chosen(before), values, facet);
    store.filter(after.length ? { ...others, [facet]: after } : others);
  }

  function update({ app }, { facet, values, element, count }, counts) {
    const wanted = chosen(app.store.filters[facet]);
    const on = wanted.length > 0 && values.every((value) => wanted.includes(value));
    const number = kit.entryCount(facet, counts, values);
    count.textContent = app.words.number(number);
    element.setAttribute('aria-pressed', String(on));
    element.classList.toggle('is-off', (wanted.length > 0 && !on) || number === 0);
  }
})();
