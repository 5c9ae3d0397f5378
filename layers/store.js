'use strict';
// One store: the events as typed columns, one filter mask, one selection. Views subscribe and read.
//
//   store.n                      how many events; a row is a number from 0 to n - 1, in the file's order
//   store.value(column, row)     a cell: text, number, ISO date, or null for unknown. Throws for a long
//                                text that is not decoded yet (notes, match_note, alternatives)
//   store.text(column, row)      a promise of any cell, long texts too
//   store.decoded(column, row)   whether `value` may be asked now (small maps: always)
//   store.column(name)           the typed column itself (layers/columns.js), or null
//   store.id(row), store.row(id) the event's id and back (-1: none)
//   store.actorsOf(row)          its actors' names, possibly none
//   store.start, store.end       day numbers since 1970-01-01, -Infinity and Infinity where open
//   store.undated(row)           whether neither day is known
//
//   store.filter({...})          show exactly what passes; see FILTERS. Returns a promise that is kept
//                                when long texts have been searched too; all else holds at once
//   store.filters                what was given last
//   store.mask                   Uint8Array, 1 where the row is shown; replaced never, changed by filter
//   store.shown                  how many are shown
//   store.settled                the promise of the last filter
//   store.searching              true while long texts are still being searched
//   store.version                a number that grows with every change of the mask: a key for caches
//
//   store.facet(name)            Map value -> rows it would show, given the other parts of the filter;
//                                unknown is null and comes last. Names: type, actor, status, role,
//                                precision, country, province, toll, change
//   store.totals(name)           the same, of all rows
//   store.coded(name)            the facet as numbers: codes[row], and members[code], a list of values
//   store.facetRow(name, value)  the first row with that value, to name it by (a province's code)
//   store.counts(within)         {total, exact, near, area, unlocated}: of all, or of the rows of a mask
//   store.listed()               the shown rows in the file's order, until the filter changes
//   store.shownRows(order)       Uint32Array of shown rows, in the order of `order` (an array of rows)
//   store.sorted(column, {descending})  Uint32Array of all rows by a column's value, unknown last;
//                                'date' sorts by start, then end, and puts open ranges last
//   store.passing(part)          a function of a row: whether it passes all parts of the filter but that one;
//                                parts are the facets, time, undated and text
//
//   store.select(row)            select one row, or none with -1; store.selected
//   store.subscribe(listener)    listener('filter') or listener('selection')
//   store.state()                what the page says about itself
//
// FILTERS  A part that is not given, or null, lets everything through.
// type, actor, status, role, precision, country, province: one value or a list of them, in which '' or
// null stands for unknown. An event with several actors passes by any of them; a country is the code of the
// country it is counted in, else the stated one; a province is its ISO 3166-2 code, else its name.
// toll: a number (killed at the least: best, else lowest estimate), '' (unknown), or a list of both.
// from, to: ISO days; a range of days passes if it overlaps them. undated: false hides what has no date.
// text: words that must all be found, each in any of SEARCHED, folded.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // Counts by what is known of the place; anything else counts as unlocated.
  const ROLE_COUNTS = new Map([
    ['point', 'exact'],
    ['near', 'near'],
    ['area', 'area'],
    ['line', 'area'],
  ]);
  const SEARCHED = [
    'place',
    'matched_name',
    'admin1',
    'province',
    'country',
    'country_stated',
    'actor',
    'target',
    'codename',
    'notes',
    'weapons',
    'date_text',
    'event_id',
  ];
  // The parts of a filter: each has a bit in `failed`, set where a row does not pass it.
  const PARTS = [...Object.keys(kit.FACETS), 'time', 'undated', 'text'];
  const BIT = Object.fromEntries(PARTS.map((name, at) => [name, 1 << at]));
  const KEYS = new Set([...Object.keys(kit.FACETS), 'from', 'to', 'undated', 'text']);

  const list = (value) => (Array.isArray(value) ? value : [value]);
  const given = (value) => value !== undefined && value !== null;
  const orNull = (value) => (value === '' ? null : value);

  /** Fill a store from a table (layers/columns.js), or from plain arrays. */
  kit.createStore = (source) => {
    const table = source.columns instanceof Map ? source : kit.tableOf(source);
    const { n } = table;
    const ids = table.column('event_id');
    const days = (name, open) => {
      const known = table.column(name)?.days;
      const found = new Float32Array(n).fill(open);
      for (let row = 0; known && row < n; row += 1) if (known[row] !== kit.MISSING) found[row] = known[row];
      return found;
    };
    const [start, end] = [days('date_start', -Infinity), days('date_end', Infinity)];
    const undated = (row) => start[row] === -Infinity && end[row] === Infinity;
    const facets = Object.fromEntries(Object.keys(kit.FACETS).map((name) => [name, kit.createFacet(table, name)]));

    const mask = new Uint8Array(n);
    const failed = new Uint16Array(n);
    const listed = new Uint32Array(n + 1); // the rows that are shown, then what is left from before
    const room = new Uint32Array(n + 1); // to put them in another order
    const listeners = [];
    const tell = (change) => listeners.forEach((listener) => listener(change));
    const put = (name, fails) => {
      const bit = BIT[name];
      for (let row = 0; row < n; row += 1) failed[row] = fails(row) ? failed[row] | bit : failed[row] & ~bit;
    };

    // What has to be asked again for each part; a part that did not change keeps its bit.
    const apply = {
      ...Object.fromEntries(Object.keys(kit.FACETS).map((name) => [name, (filters) => applyFacet(name, filters[name])])),
      time(filters) {
        const first = kit.day(filters.from) ?? -Infinity;
        const last = kit.day(filters.to) ?? Infinity;
        // An undated event is no event of every day: a window never decides about it, its switch does.
        // (Its open ends overlap every window.)
        kit.failOutside(n, { failed, bit: BIT.time, start, end, first, last });
      },
      undated: ({ undated: on }) => put('undated', on === false ? undated : () => false),
      text: ({ text }) => applyText(text),
    };

    function applyFacet(name, wanted) {
      const bit = BIT[name];
      const { codes, values, allowed } = facets[name];
      const passes = wanted === undefined ? values.map(() => 1) : allowed(list(wanted).map(orNull));
      kit.failCodes(n, { failed, bit, codes, fails: Uint16Array.from(passes, (one) => (one ? 0 : bit)) });
    }

    function applyText(text) {
      const words = kit.queryWords(text);
      const passed = words.length ? kit.searchRows(table, SEARCHED, words) : null;
      put('text', (row) => passed !== null && passed[row] === 0);
    }

    const searchesOn = (text) => kit.queryWords(text).length > 0 && table.texts && !table.texts.complete();

    function refresh() {
      store.shown = kit.listPassing(n, { failed, mask, listed });
      store.version += 1;
      if (store.selected >= 0 && !mask[store.selected]) store.select(-1);
      tell('filter');
    }

    const countShown = ({ codes, values }) => kit.countCodes(store.listed(), codes, values.length);

    const partOf = (name, { from, to, ...others }) => JSON.stringify(name === 'time' ? [from, to] : others[name]);

    const store = {
      n,
      mask,
      start,
      end,
      undated,
      column: table.column,
      value: table.value,
      text: table.text,
      decoded: table.decoded,
      texts: table.texts,
      filters: {},
      selected: -1,
      shown: n,
      searching: false,
      settled: Promise.resolve(null),
      version: 0,
      id: (row) => ids.at(row),
      row: (id) => ids?.find(id) ?? -1,
      actorsOf: (row) => facets.actor.members[facets.actor.codes[row]],
      subscribe: (listener) => listeners.push(listener),

      select(row) {
        if (row === store.selected) return;
        store.selected = row;
        tell('selection');
      },

      coded: (name) => facets[name],

      facet: (name) => {
        const { codes } = facets[name];
        const counts = countShown(facets[name]);
        // Of a part that is set counts what fails by it alone, too.
        if (name in store.filters) kit.countFailed(n, { failed, bit: BIT[name], codes, counts });
        return facets[name].byValue(counts);
      },

      totals: (name) => facets[name].byValue(facets[name].totals),

      facetRow(name, value) {
        const passes = facets[name].exactly(value);
        return facets[name].codes.findIndex((code) => passes[code]);
      },

      counts(within = null) {
        const { codes, members } = facets.role;
        const byCode = within === mask ? countShown(facets.role) : facets.role.totals.slice();
        if (within !== null && within !== mask) {
          byCode.fill(0);
          const wanted = typeof within === 'function' ? within : (row) => within[row];
          for (let row = 0; row < n; row += 1) if (wanted(row)) byCode[codes[row]] += 1;
        }
        const found = { total: 0, exact: 0, near: 0, area: 0, unlocated: 0 };
        byCode.forEach((count, code) => {
          found.total += count;
          found[ROLE_COUNTS.get(members[code][0]) ?? 'unlocated'] += count;
        });
        return found;
      },

      listed: () => listed.subarray(0, store.shown),

      shownRows(order = null) {
        if (!order) return store.listed().slice();
        return kit.listOrdered(n, { order, mask, room });
      },

      sorted: (column, { descending = false } = {}) => kit.sortedRows(store, column, descending),

      /** Run what a filter by time runs, without changing anything. */
      rehearse: () => kit.rehearseFilter(store, facets.role.codes, facets.role.values.length),

      passing(part) {
        const others = ~BIT[part];
        return (row) => (failed[row] & others) === 0;
      },

      state() {
        return {
          ...store.counts(),
          shown: store.shown,
          hidden: n - store.shown,
          selected: store.selected < 0 ? null : ids.at(store.selected),
          from: store.filters.from ?? null,
          to: store.filters.to ?? null,
        };
      },
    };

    // Faults are thrown at once; only the search of long texts is waited for.
    store.filter = (filters) => {
      const unknown = Object.keys(filters).filter((name) => !KEYS.has(name));
      if (unknown.length) throw new TypeError(`unknown filter: ${unknown.join(', ')}`);
      const wanted = Object.fromEntries(Object.entries(filters).filter(([, value]) => given(value)));
      kit.day(wanted.from);
      kit.day(wanted.to);
      const changed = PARTS.filter((name) => partOf(name, wanted) !== partOf(name, store.filters));
      changed.forEach((name) => apply[name](wanted));
      store.filters = wanted;
      const waits = searchesOn(wanted.text);
      store.searching = Boolean(waits);
      refresh();
      store.settled = waits ? searchOn(wanted) : Promise.resolve(store);
      return store.settled;
    };

    const searchOn = (wanted) =>
      table.texts.all().then(() => {
        if (store.filters.text !== wanted.text || !store.searching) return store;
        store.searching = false;
        applyText(wanted.text);
        refresh();
        return store;
      });
    // All is shown at first. It is found as a filter finds it, so that the first one is not the slowest.
    apply.time({});
    store.shown = kit.listPassing(n, { failed, mask, listed });
    return store;
  };
})();
