'use strict';
// The legend says only what is on the map, and is the filter: pressing an entry shows its events.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const { h } = kit;
  // The order of the codebook, not of the alphabet.
  const STATUSES = ['acknowledged', 'claimed', 'alleged', 'reported', 'contested'];
  const ROLES = ['point', 'near', 'area', 'line', 'none'];

  room('legend', (app) => {
    const { store, words } = app;
    if (!store.n) return;
    const groups = [typeGroup(app), statusGroup(app), actorGroup(app), roleGroup(app)];
    const entries = groups.flatMap((group) => group.entries);
    const reset = h('button', { type: 'button', class: 'text-button', hidden: true }, words.say('legend.reset'));
    const body = h(
      'div',
      { class: 'legend-body', id: 'legend-body' },
      groups.map(({ title, entries: members }) =>
        h(
          'section',
          { role: 'group', 'aria-label': title },
          h('h3', {}, title),
          members.map(({ button }) => button),
        ),
      ),
    );
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
    app.slot('legend').append(card);

    const open = (wanted) => {
      toggle.setAttribute('aria-expanded', String(wanted));
      body.hidden = !wanted;
      app.emit('layout');
    };
    toggle.addEventListener('click', () => open(body.hidden));
    reset.addEventListener('click', () => store.filter({}));
    entries.forEach((entry) => entry.button.addEventListener('click', () => press(store, entry)));

    const draw = () => {
      const facets = new Map(['type', 'status', 'actor', 'role'].map((name) => [name, store.facet(name)]));
      entries.forEach((entry) => update(entry, facets.get(entry.facet), store.filters[entry.facet], words));
      reset.hidden = Object.keys(store.filters).length === 0;
    };
    draw();
    open(app.map.getContainer().clientWidth >= 640);
    store.subscribe((change) => change === 'filter' && draw());
  });

  const chosen = (filter) => (filter === undefined ? [] : [filter].flat());

  // Pressing adds an entry's values to what is shown, or takes them away; none chosen shows all.
  function press(store, { facet, values }) {
    const before = chosen(store.filters[facet]);
    const on = values.every((value) => before.includes(value));
    const after = on ? before.filter((value) => !values.includes(value)) : [...before, ...values];
    const { [facet]: _, ...others } = store.filters;
    store.filter(after.length ? { ...others, [facet]: after } : others);
  }

  function update({ button, count, values }, facet, filter, words) {
    const wanted = chosen(filter);
    const on = wanted.length > 0 && values.every((value) => wanted.includes(value));
    const number = values.reduce((sum, value) => sum + (facet.get(value) ?? 0), 0);
    count.textContent = words.number(number);
    button.setAttribute('aria-pressed', String(on));
    button.classList.toggle('is-off', wanted.length > 0 && !on);
  }

  function entry(facet, values, picture, text) {
    const count = h('span', { class: 'count' });
    const button = h(
      'button',
      { type: 'button', class: 'legend-entry', 'aria-pressed': 'false' },
      picture,
      h('span', { class: 'legend-text' }, text),
      count,
    );
    return { facet, values, button, count };
  }

  const present = ({ store }, facet) => [...store.facet(facet).keys()];
  const ranked = (values, order) =>
    values.sort(
      (a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99) || (String(a) < String(b) ? -1 : 1),
    );

  function typeGroup(app) {
    const counts = app.store.facet('type');
    const values = [...counts.keys()].sort(
      (a, b) => counts.get(b) - counts.get(a) || (String(a) < String(b) ? -1 : 1),
    );
    return {
      title: app.words.say('legend.type'),
      entries: values.map((type) =>
        entry(
          'type',
          [type],
          kit.symbol({ type, status: 'acknowledged', actor: 'ink' }),
          kit.bdi(app.words.code('type', type)),
        ),
      ),
    };
  }

  function statusGroup(app) {
    return {
      title: app.words.say('legend.status'),
      entries: ranked(present(app, 'status'), STATUSES).map((status) =>
        entry(
          'status',
          [status],
          kit.symbol({ type: 'blank', status, actor: 'ink' }),
          kit.bdi(app.words.code('status', status)),
        ),
      ),
    };
  }

  function actorGroup(app) {
    const { colours, words } = app;
    const known = colours.ranked.filter((name) => colours.of(name) !== kit.OTHER_ACTOR);
    const others = colours.ranked.filter((name) => colours.of(name) === kit.OTHER_ACTOR);
    const swatch = (actor) => h('span', { class: `swatch actor-${actor}`, 'aria-hidden': 'true' });
    const entries = known.map((name) => entry('actor', [name], swatch(colours.of(name)), kit.bdi(name)));
    if (others.length)
      entries.push(
        entry('actor', others, swatch(kit.OTHER_ACTOR), words.say('actor.others', { count: others.length })),
      );
    if (present(app, 'actor').includes(null))
      entries.push(entry('actor', [null], swatch(kit.UNKNOWN_ACTOR), words.say('actor.unknown')));
    return { title: words.say('legend.actor'), entries };
  }

  function roleGroup(app) {
    return {
      title: app.words.say('legend.role'),
      entries: ranked(present(app, 'role'), ROLES).map((role) =>
        entry('role', [role], kit.roleSymbol(role), app.words.code('role', role)),
      ),
    };
  }
})();
