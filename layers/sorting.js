'use strict';
// Rows in order, for any number of rows: no comparison of two rows, only counting of keys.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** The first known of some columns, as codes and values: a country by its code, else as stated. */
  kit.firstKnown = (table, names) => {
    const parts = names.map((name) => table.column(name)).filter(Boolean).map(coded);
    if (!parts.length) return { codes: new Uint8Array(table.n), values: [null] };
    const [first, ...others] = parts;
    if (!others.length || !first.codes.includes(0)) return first;
    const values = [...first.values];
    const positions = new Map(values.map((value, code) => [value, code]));
    const maps = others.map((part) =>
      part.values.map((value) => {
        if (!positions.has(value)) positions.set(value, values.push(value) - 1);
        return positions.get(value);
      }),
    );
    const codes = kit.codeArray(table.n, values.length);
    for (let row = 0; row < table.n; row += 1) {
      codes[row] = first.codes[row];
      for (let at = 0; codes[row] === 0 && at < others.length; at += 1) codes[row] = maps[at][others[at].codes[row]];
    }
    return { codes, values };
  };

  // Any column as codes.
  function coded(column) {
    if (column.kind === 'codes') return column;
    const rows = (column.days ?? column.numbers).length;
    const positions = new Map([[null, 0]]);
    const codes = new Uint32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const value = column.at(row);
      if (!positions.has(value)) positions.set(value, positions.size);
      codes[row] = positions.get(value);
    }
    return { codes, values: [...positions.keys()] };
  }

  /** Put rows in the order of keys from 0 to `size` - 1; rows with the same key keep theirs. */
  kit.sortByKey = (rows, keys, size) => {
    const places = new Uint32Array(size + 1);
    for (let at = 0; at < rows.length; at += 1) places[keys[rows[at]] + 1] += 1;
    for (let key = 0; key < size; key += 1) places[key + 1] += places[key];
    const sorted = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at += 1) {
      const key = keys[rows[at]];
      sorted[places[key]] = rows[at];
      places[key] += 1;
    }
    return sorted;
  };

  // Plain loops throughout: a million calls of a function given to from() take ten times as long.
  function allRows(n) {
    const rows = new Uint32Array(n);
    for (let row = 0; row < n; row += 1) rows[row] = row;
    return rows;
  }

  /** Keys of day numbers; open ends get the last key. */
  function dayKeys(days) {
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < days.length; row += 1) {
      const day = days[row];
      if (day === -Infinity || day === Infinity) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    const size = first > last ? 1 : last - first + 2;
    const keys = new Uint32Array(days.length);
    for (let row = 0; row < days.length; row += 1) {
      const day = days[row];
      keys[row] = day === -Infinity || day === Infinity ? size - 1 : day - first;
    }
    return { keys, size };
  }

  // By start, then end; where either is open, last and by what is known: -Infinity sorts first there.
  function byDate({ n, start, end }) {
    const loose = new Uint8Array(n);
    const ends = dayKeys(end);
    const begins = dayKeys(start);
    const first = new Uint32Array(n);
    for (let row = 0; row < n; row += 1) {
      if (start[row] === -Infinity || end[row] === Infinity) loose[row] = 1;
      if (start[row] !== -Infinity) first[row] = begins.keys[row] + 1;
    }
    let rows = kit.sortByKey(allRows(n), ends.keys, ends.size);
    rows = kit.sortByKey(rows, first, begins.size + 1);
    return loose.includes(1) ? kit.sortByKey(rows, loose, 2) : rows;
  }

  // The rank of each value among the values, unknown last whichever way.
  function valueKeys(column, descending, n) {
    const { codes, values } = column.kind === 'names' ? listed(column, n) : coded(column);
    const collator = new Intl.Collator(undefined, { numeric: true });
    const order = values.map((_, code) => code).filter((code) => values[code] !== null);
    const numbers = order.every((code) => typeof values[code] === 'number');
    order.sort(numbers ? (a, b) => values[a] - values[b] : (a, b) => collator.compare(values[a], values[b]) || a - b);
    if (descending) order.reverse();
    const rank = new Uint32Array(values.length).fill(order.length);
    order.forEach((code, at) => {
      rank[code] = at;
    });
    const keys = new Uint32Array(n);
    for (let row = 0; row < n; row += 1) keys[row] = rank[codes[row]];
    return { keys, size: order.length + 1 };
  }

  const listed = (column, n) => ({
    codes: allRows(n),
    values: Array.from({ length: n }, (_, row) => column.at(row)),
  });

  /** All rows by a column's value; see store.sorted. */
  kit.sortedRows = (store, name, descending) => {
    if (name === 'date') {
      const rows = byDate(store);
      if (!descending) return rows;
      const loose = rows.findIndex((row) => store.start[row] === -Infinity || store.end[row] === Infinity);
      const dated = loose < 0 ? rows.length : loose;
      rows.subarray(0, dated).reverse();
      return rows;
    }
    const column = store.column(name);
    if (!column || column.kind === 'text') return allRows(store.n);
    const { keys, size } = valueKeys(column, descending, store.n);
    return kit.sortByKey(allRows(store.n), keys, size);
  };
})();
