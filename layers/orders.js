'use strict';
// What the list can be sorted by. Values are compared once each, rows never: a million rows take the
// places of a few hundred values by counting. Rows with the same value stay in the order of dates.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** The orders of the codebook, not of the alphabet. */
  kit.STATUSES = ['acknowledged', 'claimed', 'alleged', 'reported', 'contested'];
  kit.ROLES = ['point', 'near', 'area', 'line', 'none'];

  const byNumber = (a, b) => a - b;
  const byList = (list) => (a, b) => list.indexOf(a) - list.indexOf(b);
  const byWords = ({ words }, nameOf = (value) => value) => {
    const { compare } = new Intl.Collator(words.table.locale, { numeric: true });
    const names = new Map();
    const name = (value) => names.get(value) ?? names.set(value, nameOf(value)).get(value);
    return (a, b) => compare(name(a), name(b)) || (a < b ? -1 : 1);
  };

  // For each key the columns whose first known value counts, and how values compare; where one key is
  // two sorts, the most important comes first.
  const KEYS = new Map([
    ['date', null],
    ['type', (app) => [[['event_type'], byWords(app, (type) => app.words.code('type', type))]]],
    ['place', (app) => [[['place', 'admin1', 'province'], byWords(app)]]],
    [
      'province',
      (app) => [
        [['country_code', 'country'], byWords(app, (code) => kit.facetName(app, 'country', code))],
        [['province', 'admin1'], byWords(app)],
      ],
    ],
    ['actor', (app) => [[['actor'], byWords(app)]]],
    ['killed', () => [[['killed_best', 'killed_low', 'killed_high'], byNumber]]],
    ['injured', () => [[['injured_best', 'injured_low', 'injured_high'], byNumber]]],
    ['status', () => [[['status'], byList(kit.STATUSES)]]],
    ['role', () => [[['geometry_role'], byList(kit.ROLES)], [['where_precision'], byNumber]]],
  ]);

  /** The names of the orders. */
  kit.SORT_KEYS = [...KEYS.keys()];

  /** Rows by the value of some columns; what is not known comes last, whichever way. */
  kit.sortByValue = (rows, { codes, values }, compare, descending = false) => {
    const order = values.map((_, code) => code).filter((code) => values[code] !== null);
    order.sort((a, b) => compare(values[a], values[b]));
    if (descending) order.reverse();
    const ranks = new Uint32Array(values.length).fill(order.length);
    order.forEach((code, rank) => {
      ranks[code] = rank;
    });
    const keys = new Uint32Array(codes.length);
    for (let row = 0; row < codes.length; row += 1) keys[row] = ranks[codes[row]];
    return kit.sortByKey(rows, keys, order.length + 1);
  };

  /** Orders by key and direction, each made when it is first asked for. */
  kit.createOrders = (app) => {
    const { store } = app;
    const made = new Map();
    const make = (key, descending) => {
      if (key === 'date') return store.sorted('date', { descending });
      return KEYS.get(key)(app).reduceRight(
        (rows, [columns, compare]) => kit.sortByValue(rows, kit.firstKnown(store, columns), compare, descending),
        orders('date'),
      );
    };
    const orders = (key, descending = false) => {
      const name = `${key} ${descending}`;
      if (!made.has(name)) made.set(name, make(key, descending));
      return made.get(name);
    };
    return orders;
  };
})();
