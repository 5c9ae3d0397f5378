'use strict';
// The parts by which events are told apart in the legend: their values, names, order and pictures.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  /** Deaths from which on an event is counted in a band: each band holds those after it. */
  kit.TOLLS = [1, 10, 100, 1000];

  /** A value of a facet in words. */
  kit.facetName = (app, facet, value) => {
    const { words, describe, store } = app;
    if (facet === 'type' || facet === 'status') return words.code(facet, value);
    if (facet === 'role') return words.code('role', value ?? 'none');
    if (facet === 'change') return words.say(`change.${value ?? 'none'}`);
    if (value === null) return words.say(`${facet}.unknown`);
    if (facet === 'toll') return words.say('toll.from', { count: value });
    if (facet === 'actor') return value;
    const row = store.facetRow(facet, value);
    if (facet === 'country') return describe.country(row) ?? value;
    return store.value('province', row) ?? value;
  };

  /** How many of a facet's events an entry stands for. */
  kit.entryCount = (facet, counts, values) => {
    if (facet !== 'toll') return values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
    let sum = 0;
    for (const [killed, count] of counts) {
      if (values.some((least) => (least === null ? killed === null : killed !== null && killed >= least))) sum += count;
    }
    return sum;
  };

  const byCount = (counts) => (a, b) => counts.get(b) - counts.get(a) || (String(a) < String(b) ? -1 : 1);
  const unknownLast = (order) => (a, b) => (a === null) - (b === null) || order(a, b);
  const byList = (list) => (a, b) => {
    const at = (value) => (list.includes(value) ? list.indexOf(value) : list.length);
    return at(a) - at(b) || (String(a) < String(b) ? -1 : 1);
  };

  const swatch = (actor) => h('span', { class: `swatch actor-${actor}`, 'aria-hidden': 'true' });
  const PICTURES = {
    type: (app, type) => kit.symbol({ type, status: 'acknowledged', actor: 'ink' }),
    status: (app, status) => kit.symbol({ type: 'blank', status, actor: 'ink' }),
    actor: (app, name) => swatch(app.colours.of(name)),
    role: (app, role) => kit.roleSymbol(role),
  };

  const entry = (app, facet, values, name = () => kit.facetName(app, facet, values[0])) => ({
    facet,
    values,
    name,
    picture: () => PICTURES[facet]?.(app, values[0]) ?? null,
  });

  function valuesOf(app, facet) {
    const totals = app.store.totals(facet);
    if (facet === 'toll') return tolls(totals);
    const values = [...totals.keys()];
    if (facet === 'status') return values.sort(unknownLast(byList(kit.STATUSES)));
    if (facet === 'role') return values.sort(byList(kit.ROLES));
    return values.sort(unknownLast(byCount(totals)));
  }

  // Bands that would all show the same events are one.
  function tolls(totals) {
    const bands = kit.TOLLS.filter((least, at) => {
      const count = kit.entryCount('toll', totals, [least]);
      return count > 0 && (at === 0 || count < kit.entryCount('toll', totals, [kit.TOLLS[at - 1]]));
    });
    return totals.has(null) ? [...bands, null] : bands;
  }

  /**
   * One group of the legend: {facet, title, entries}. Actors without a colour of their own stand
   * under one entry first, then each by itself among the `more` entries.
   */
  kit.facetGroup = (app, facet, few = 8) => {
    const values = valuesOf(app, facet);
    const title = app.words.say(`legend.${facet}`);
    const each = values.map((value) => entry(app, facet, [value]));
    if (facet === 'actor') return { facet, title, ...actorEntries(app, each) };
    const many = each.length > few + 2;
    return { facet, title, entries: many ? each.slice(0, few) : each, more: many ? each.slice(few) : [] };
  };

  function actorEntries(app, each) {
    const { colours, words } = app;
    const other = ({ values: [name] }) => colours.of(name) === kit.OTHER_ACTOR;
    const others = each.filter(other);
    const known = each.filter((one) => !other(one) && one.values[0] !== null);
    const unknown = each.filter(({ values: [name] }) => name === null);
    const names = others.flatMap(({ values }) => values);
    const together = names.length ? [entry(app, 'actor', names, () => words.say('actor.others', { count: names.length }))] : [];
    return { entries: [...known, ...together, ...unknown], more: others.length > 1 ? others : [] };
  }
})();
