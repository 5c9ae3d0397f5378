'use strict';
// One event as an entry of the list: a card beside the map, or a line of the table.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  /** An event as a card: what, when and where, by whom, the toll, who says so. */
  kit.entryCard = (app, row) => {
    const { describe, words, store } = app;
    const button = h(
      'button',
      { type: 'button', class: 'entry', tabindex: -1, 'data-event-id': store.id(row) },
      app.symbol(row),
      h(
        'span',
        { class: 'entry-body' },
        h('span', { class: 'entry-title' }, describe.titleParts(row, kit.bdi)),
        h('span', { class: 'entry-line' }, describe.whenParts(row, words.SHORT, kit.bdi), where(app, row)),
        h('span', { class: 'entry-line' }, who(app, row)),
        h('span', { class: 'entry-toll' }, describe.toll(row)),
        h('span', { class: 'chips' }, chips(app, row)),
      ),
    );
    return h('li', { class: 'row-holder' }, button);
  };

  const where = ({ describe, words }, row) =>
    describe.within(row).map((name, at) => [at ? words.say('mark.comma') : ' · ', kit.bdi(name)]);

  function who({ store, words, colours }, row) {
    const actors = store.actorsOf(row);
    if (!actors.length) return words.say('actor.unknown');
    return actors.map((name, at) => [
      at ? words.say('mark.comma') : null,
      h('span', { class: `swatch actor-${colours.of(name)}`, 'aria-hidden': 'true' }),
      kit.bdi(name),
    ]);
  }

  function chips(app, row) {
    const { describe, store, words } = app;
    const role = store.value('geometry_role', row) ?? 'none';
    return [
      h('span', { class: `chip${store.value('status', row) ? '' : ' is-unstated'}` }, describe.status(row)),
      kit.unreviewed(store, row) ? h('span', { class: 'chip chip-warn' }, words.say('chip.proposed')) : null,
      store.value('same_as', row) ? h('span', { class: 'chip' }, words.say('chip.same')) : null,
      role === 'point'
        ? null
        : h('span', { class: `chip${role === 'none' ? ' chip-warn' : ''}` }, reach(app, row, role)),
    ];
  }

  function reach({ store, words }, row, role) {
    const km = store.value('uncertainty_km', row);
    if (role === 'near' && km) return words.say('chip.near.km', { km: words.say('unit.km', { number: km }) });
    return words.say(`chip.${words.has(`chip.${role}`) ? role : 'none'}`);
  }

  const named = (text) => (text ? kit.bdi(text) : null);

  // The table's columns: what each is sorted by and what a cell of it says; empty where unknown.
  const COLUMNS = [
    ['date', ({ describe, words }, row) => describe.whenParts(row, words.SHORT, kit.bdi)],
    ['type', (app, row) => [app.symbol(row), app.words.code('type', app.store.value('event_type', row))]],
    ['place', ({ describe }, row) => named(describe.place(row))],
    ['province', ({ describe, words }, row) => describe.within(row).map((name, at) => [at ? words.say('mark.comma') : null, kit.bdi(name)])],
    ['actor', who],
    ['killed', ({ describe }, row) => describe.tollOf('killed', row)],
    ['injured', ({ describe }, row) => describe.tollOf('injured', row)],
    ['status', ({ describe }, row) => describe.status(row)],
    ['role', (app, row) => accuracy(app, row)],
  ];

  function accuracy(app, row) {
    const role = app.store.value('geometry_role', row) ?? 'none';
    return role === 'point' ? app.words.code('role', role) : reach(app, row, role);
  }

  /** The keys of the table's columns, in their order. */
  kit.TABLE_COLUMNS = COLUMNS.map(([key]) => key);

  /** An event as a line of the table. */
  kit.entryLine = (app, row) =>
    h(
      'div',
      { class: 'line row-holder', role: 'row', tabindex: -1, 'data-event-id': app.store.id(row) },
      COLUMNS.map(([key, cell]) => h('span', { class: `cell cell-${key}`, role: 'gridcell' }, cell(app, row))),
    );
})();
