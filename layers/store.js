'use strict';
// One store: the events as columns, one filter mask, one selection. Views subscribe and read.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const DAY = 86_400_000;
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
  const KEYS = new Set(['type', 'actor', 'status', 'role', 'from', 'to', 'undated', 'text']);

  /** Days since 1970-01-01 of an ISO date; null for null. Never touches a local time zone. */
  kit.day = (iso) => {
    if (iso === null || iso === undefined || iso === '') return null;
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
    if (!match) throw new RangeError(`not a date: ${iso}`);
    return new Date(0).setUTCFullYear(+match[1], match[2] - 1, +match[3]) / DAY;
  };

  /** The ISO date of a day number. */
  kit.iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  /** Several names in one cell, as a list. */
  kit.names = (cell) =>
    cell
      ? cell
          .split('; ')
          .map((name) => name.trim())
          .filter(Boolean)
      : [];

  /** Fold text for search: case, accents, Arabic letter forms and vowel signs. */
  kit.fold = (text) =>
    String(text)
      .normalize('NFKD')
      .replace(/[\p{M}\u0640]/gu, '')
      .toLowerCase()
      .replace(/[\u064a\u0649]/g, '\u06cc')
      .replace(/\u0643/g, '\u06a9')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();

  const list = (value) => (Array.isArray(value) ? value : [value]);
  const given = (value) => value !== undefined && value !== null;

  /** Fill a store from columns. */
  kit.createStore = (columns) => {
    const ids = columns.event_id ?? [];
    const n = ids.length;
    const at = (name, row) => (Object.hasOwn(columns, name) ? (columns[name][row] ?? null) : null);
    const rows = new Map(ids.map((id, row) => [id, row]));
    const start = Float64Array.from(ids, (_, row) => kit.day(at('date_start', row)) ?? -Infinity);
    const end = Float64Array.from(ids, (_, row) => kit.day(at('date_end', row)) ?? Infinity);
    const actors = ids.map((_, row) => kit.names(at('actor', row)));
    const undated = (row) => start[row] === -Infinity && end[row] === Infinity;
    const texts = new Map();
    const text = (row) => {
      if (!texts.has(row)) {
        texts.set(row, kit.fold(SEARCHED.map((name) => at(name, row) ?? '').join(' \n ')));
      }
      return texts.get(row);
    };

    const facets = {
      type: (row) => [at('event_type', row)],
      status: (row) => [at('status', row)],
      role: (row) => [at('geometry_role', row) ?? 'none'],
      actor: (row) => (actors[row].length ? actors[row] : [null]),
    };

    /** What each part of a filter lets through; a part that is not given lets all through. */
    function tests(filters, except) {
      const found = [];
      for (const [name, valuesOf] of Object.entries(facets)) {
        if (name === except || !given(filters[name])) continue;
        const wanted = new Set(list(filters[name]).map((value) => (value === '' ? null : value)));
        found.push((row) => valuesOf(row).some((value) => wanted.has(value)));
      }
      const from = kit.day(filters.from) ?? -Infinity;
      const to = kit.day(filters.to) ?? Infinity;
      // An undated event is no event of every day: a window never decides about it, its switch does.
      found.push((row) => (undated(row) ? filters.undated !== false : start[row] <= to && end[row] >= from));
      const words = given(filters.text) ? kit.fold(filters.text).split(' ').filter(Boolean) : [];
      if (words.length) found.push((row) => words.every((word) => text(row).includes(word)));
      return found;
    }

    const mask = new Uint8Array(n).fill(1);
    const listeners = [];
    const tell = (change) => listeners.forEach((listener) => listener(change));

    const store = {
      n,
      mask,
      start,
      end,
      actors,
      columns,
      value: at,
      undated,
      filters: {},
      selected: -1,
      id: (row) => ids[row],
      row: (id) => rows.get(id) ?? -1,
      subscribe: (listener) => listeners.push(listener),

      /** Show exactly the events that pass; what is not given is not filtered by. */
      filter(filters) {
        const unknown = Object.keys(filters).filter((name) => !KEYS.has(name));
        if (unknown.length) throw new TypeError(`unknown filter: ${unknown.join(', ')}`);
        const passed = tests(filters);
        for (let row = 0; row < n; row += 1) mask[row] = passed.every((test) => test(row)) ? 1 : 0;
        store.filters = Object.fromEntries(Object.entries(filters).filter(([, value]) => given(value)));
        if (store.selected >= 0 && !mask[store.selected]) store.select(-1);
        tell('filter');
      },

      /** Select one row, or none with -1. */
      select(row) {
        if (row === store.selected) return;
        store.selected = row;
        tell('selection');
      },

      /** How many events each value of a facet would show, given the other parts of the filter. */
      facet(name) {
        const passed = tests(store.filters, name);
        const found = new Map();
        for (let row = 0; row < n; row += 1) {
          const shown = passed.every((test) => test(row)) ? 1 : 0;
          for (const value of facets[name](row)) found.set(value, (found.get(value) ?? 0) + shown);
        }
        return found;
      },

      /** exact, near, area, unlocated of the rows that pass `within`, and how many those are. */
      counts(within = () => true) {
        const found = { total: 0, exact: 0, near: 0, area: 0, unlocated: 0 };
        for (let row = 0; row < n; row += 1) {
          if (!within(row)) continue;
          found.total += 1;
          found[ROLE_COUNTS.get(at('geometry_role', row)) ?? 'unlocated'] += 1;
        }
        return found;
      },

      /** What the page says about itself. */
      state() {
        const shown = mask.reduce((sum, bit) => sum + bit, 0);
        return {
          ...store.counts(),
          shown,
          hidden: n - shown,
          selected: store.selected < 0 ? null : ids[store.selected],
          from: store.filters.from ?? null,
          to: store.filters.to ?? null,
        };
      },
    };
    return store;
  };

  /** How many actors get a colour of their own; the rest share one. */
  kit.ACTOR_COLOURS = 7;
  kit.OTHER_ACTOR = 'other';
  kit.UNKNOWN_ACTOR = 'unknown';

  /** Colour of each actor: by number of events, then by name, so that it never depends on chance. */
  kit.actorColours = (store) => {
    const counts = new Map();
    store.actors.flat().forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const colours = new Map(
      ranked.map(([name], rank) => [name, rank < kit.ACTOR_COLOURS ? rank : kit.OTHER_ACTOR]),
    );
    return {
      ranked: ranked.map(([name]) => name),
      of: (name) => (name === null ? kit.UNKNOWN_ACTOR : (colours.get(name) ?? kit.OTHER_ACTOR)),
      allOfRow: (row) =>
        store.actors[row].length
          ? store.actors[row].map((name) => colours.get(name))
          : [kit.UNKNOWN_ACTOR],
      ofRow: (row) => (store.actors[row].length ? colours.get(store.actors[row][0]) : kit.UNKNOWN_ACTOR),
    };
  };
})();
