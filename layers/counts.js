'use strict';
// The strip that is always true: what is shown by how well its place is known, and what is hidden.
(() => {
  const { kit, room } = globalThis.conflictmap;

  const LONG = 100; // events, as in listing.js: a longer list is not written as a whole

  room('counts', (app) => {
    const { store, words, data } = app;
    const numbers = new Map();
    const cell = (name) => {
      numbers.set(name, kit.h('strong', { 'data-count': name }));
      return kit.h('li', {}, numbers.get(name), ' ', words.say(`count.${name}`));
    };
    const strip = kit.h(
      'ul',
      { class: 'counts', 'aria-label': words.say('count.label') },
      ['exact', 'near', 'area', 'unlocated', 'hidden'].map(cell),
    );
    const spoken = kit.h('p', { class: 'unseen', role: 'status' });
    kit.fill(app.slot('counts'), strip, spoken, leftOut(data.left_out), setAside(data.set_aside, words), withheld(data.protection, words), proposed(data.unreviewed, words), removed(data.removed, words), store.n > LONG && wayToFoot(app));

    const draw = () => {
      const found = store.counts(store.mask);
      const hidden = store.n - found.total;
      Object.entries({ ...found, hidden }).forEach(([name, count]) => {
        if (numbers.has(name)) numbers.get(name).textContent = words.number(count);
      });
      strip.classList.toggle('is-filtered', hidden > 0);
      return words.say('count.shown', { shown: found.total, total: store.n });
    };
    draw();
    const later = kit.afterwards(store.n > kit.MANY, () => {
      spoken.textContent = draw();
    });
    store.subscribe((change) => change === 'filter' && later());
  });

  // Below a long list nobody finds the reading help and the sources: a button leads there.
  function wayToFoot({ slot, words }) {
    const button = kit.h('button', { type: 'button', class: 'text-button way-to-foot' }, words.say('about.lead'));
    button.addEventListener('click', () => {
      const foot = slot('foot');
      foot.setAttribute('tabindex', '-1');
      foot.scrollIntoView();
      foot.focus({ preventScroll: true });
    });
    return button;
  }

  // Events that a file of this size cannot show one by one: how many, and in which countries.
  function leftOut(lost) {
    if (!lost || !lost.number) return null;
    return kit.h(
      'details',
      { class: 'set-aside left-out' },
      kit.h('summary', {}, kit.bdi(lost.words)),
      kit.h(
        'ul',
        {},
        lost.countries.map((line) => kit.h('li', {}, kit.bdi(line))),
      ),
    );
  }

  // Rows that could not be read are part of the truth: how many, and why each.
  function setAside(rows, words) {
    if (!rows.length) return null;
    return kit.h(
      'details',
      { class: 'set-aside' },
      kit.h('summary', {}, words.say('count.aside', { count: rows.length })),
      kit.h(
        'ul',
        {},
        rows.map((row) => kit.h('li', {}, kit.bdi(reason(row)))),
      ),
    );
  }

  // What a publisher keeps back is part of the truth too: that it is kept back, and how much.
  function withheld({ events, withheld: count }, words) {
    const said = [
      events && words.say('count.protected', { count: events }),
      count && words.say('count.withheld', { count }),
    ].filter(Boolean);
    return said.length ? kit.h('p', { class: 'set-aside' }, said.join(' · ')) : null;
  }

  // What no person has checked yet.
  const proposed = (count, words) =>
    count ? kit.h('p', { class: 'set-aside' }, words.say('count.unreviewed', { count })) : null;

  // What an earlier edition held and this one does not.
  function removed(ids, words) {
    if (!ids.length) return null;
    const named = ids.filter(Boolean).map((id) => kit.h('li', {}, kit.bdi(id)));
    const summary = kit.h('summary', {}, words.say('change.removed', { count: ids.length }));
    return kit.h('details', { class: 'set-aside' }, summary, kit.h('ul', {}, named));
  }

  const reason = (row) => (typeof row === 'object' && row !== null ? Object.values(row).join(': ') : String(row));
})();
