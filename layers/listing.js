'use strict';
// The map's twin in words: every event, also those that cannot be drawn.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const AT_ONCE = 60; // entries written at the start: more than any panel shows

  /** Rows in the order of the list: by date, then those without a closed range of days. */
  kit.listOrder = (store) => [...store.sorted('date')];

  conflictmap.room?.('listing', (app) => {
    const { store, words } = app;
    const list = kit.h('div', { class: 'list' }, kit.h('h2', { class: 'unseen' }, words.say('list.title')));
    let part = kit.h('ol', { 'aria-label': words.say('list.title') });
    list.append(part);
    const entries = new Map();
    const written = lazily(app, list);
    let heading = null;
    kit.listOrder(store).forEach((row) => {
      if (!heading && app.describe.loose(row)) {
        heading = kit.h('h3', { class: 'list-heading' }, words.say('list.undated'));
        part = kit.h('ol', { 'aria-label': words.say('list.undated') });
        list.append(heading, part);
      }
      const entry = createEntry(app, row);
      entries.set(row, entry);
      part.append(kit.h('li', {}, entry));
      written(entry, row, entries.size <= AT_ONCE);
    });
    const none = kit.h('p', { class: 'none', hidden: true }, words.say(store.n ? 'list.none' : 'list.empty'));
    app.slot('list').append(list, none);

    const shown = () => [...entries].filter(([row]) => store.mask[row]).map(([, entry]) => entry);
    const focusable = kit.roving(list, shown);

    const filter = () => {
      entries.forEach((entry, row) => {
        entry.parentElement.hidden = !store.mask[row];
      });
      const rows = [...entries.keys()].filter((row) => store.mask[row]);
      none.hidden = rows.length > 0;
      if (heading) heading.hidden = !rows.some((row) => app.describe.loose(row));
      focusable(entries.get(store.selected >= 0 ? store.selected : rows[0]));
    };
    const select = () => {
      entries.forEach((entry, row) => {
        if (row === store.selected) entry.setAttribute('aria-current', 'true');
        else entry.removeAttribute('aria-current');
      });
      const entry = entries.get(store.selected);
      if (!entry) return;
      focusable(entry);
      entry.scrollIntoView({ block: 'nearest', behavior: app.reduced() ? 'auto' : 'smooth' });
    };
    filter();
    store.subscribe((change) => (change === 'filter' ? filter() : select()));
  });

  // A long list is written as it is scrolled to: an entry is a blank with a name until it is near.
  function lazily(app, list) {
    const rows = new Map();
    const write = (entry) => {
      if (rows.has(entry)) fillEntry(app, entry, rows.get(entry));
      rows.delete(entry);
    };
    const observer = new IntersectionObserver(
      (seen) =>
        seen
          .filter(({ isIntersecting }) => isIntersecting)
          .forEach(({ target }) => {
            observer.unobserve(target);
            write(target);
          }),
      { root: app.slot('panel'), rootMargin: '1200px 0px' },
    );
    list.addEventListener('focusin', ({ target }) => write(target));
    app.on('print', () => [...rows.keys()].forEach(write));
    return (entry, row, now) => {
      rows.set(entry, row);
      if (now) write(entry);
      else observer.observe(entry);
    };
  }

  function fillEntry(app, entry, row) {
    const { describe, words } = app;
    entry.classList.remove('is-blank');
    entry.removeAttribute('aria-label');
    entry.append(
      app.symbol(row),
      kit.h(
        'span',
        { class: 'entry-body' },
        kit.h('span', { class: 'entry-title' }, describe.titleParts(row, kit.bdi)),
        kit.h('span', { class: 'entry-line' }, describe.whenParts(row, words.SHORT, kit.bdi), where(app, row)),
        kit.h('span', { class: 'entry-line' }, who(app, row)),
        kit.h('span', { class: 'entry-toll' }, describe.toll(row)),
        kit.h('span', { class: 'chips' }, chips(app, row)),
      ),
    );
  }

  function createEntry(app, row) {
    const { store, describe } = app;
    const entry = kit.h('button', {
      type: 'button',
      class: 'entry is-blank',
      tabindex: -1,
      'data-event-id': store.id(row),
      'aria-label': describe.label(row),
    });
    entry.addEventListener('click', () => {
      store.select(row);
      app.reveal(row);
      app.emit('opened');
    });
    return entry;
  }

  const where = ({ describe }, row) => describe.within(row).map((name, at) => [at ? ', ' : ' · ', kit.bdi(name)]);

  function who({ store, words, colours }, row) {
    const actors = store.actorsOf(row);
    if (!actors.length) return words.say('actor.unknown');
    return actors.map((name, at) => [
      at ? ', ' : null,
      kit.h('span', { class: `swatch actor-${colours.of(name)}`, 'aria-hidden': 'true' }),
      kit.bdi(name),
    ]);
  }

  function chips(app, row) {
    const { describe, store, words } = app;
    const role = store.value('geometry_role', row) ?? 'none';
    return [
      kit.h('span', { class: 'chip' }, describe.status(row)),
      store.value('same_as', row) ? kit.h('span', { class: 'chip' }, words.say('chip.same')) : null,
      role === 'point'
        ? null
        : kit.h('span', { class: `chip${role === 'none' ? ' chip-warn' : ''}` }, reach(app, row, role)),
    ];
  }

  function reach({ store, words }, row, role) {
    const km = store.value('uncertainty_km', row);
    if (role === 'near' && km) return words.say('chip.near.km', { km: words.say('unit.km', { number: km }) });
    return words.say(`chip.${words.has(`chip.${role}`) ? role : 'none'}`);
  }
})();
