'use strict';
// A table as typed columns: small whole numbers that stand for values. A million rows are a few
// arrays, not a million objects.
//
// Every column answers `at(row)`: its value as text or number, null for unknown, dates as ISO text.
// Its `kind` says what else it has:
//   codes   codes[row] is a position in `values`; values[0] is null      (facets, words, small numbers)
//   days    days[row] is a day number since 1970-01-01, MISSING if unknown
//   scaled  numbers[row] / scale, MISSING if unknown;  real: numbers[row], NaN if unknown
//   names   unique texts: `find(text)` gives the row or -1. They lie in one long `text`, row by row up to
//           ends[row], or are a `prefix` and numbers[row], written with `digits` digits
//   text    long texts, decoded on demand: `get(row)` is a promise; `at(row)` throws until decoded
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const DAY = 86_400_000;
  kit.MISSING = -(2 ** 31);

  /** Days since 1970-01-01 of an ISO date; null for null. Never touches a local time zone. */
  kit.day = (iso) => {
    if (iso === null || iso === undefined || iso === '') return null;
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
    if (!match) throw new RangeError(`not a date: ${iso}`);
    return new Date(0).setUTCFullYear(+match[1], match[2] - 1, +match[3]) / DAY;
  };

  /** The ISO date of a day number. */
  kit.iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  /** The smallest array of whole numbers that can hold positions among `size` values. */
  kit.codeArray = (rows, size) =>
    size <= 256 ? new Uint8Array(rows) : size <= 65_536 ? new Uint16Array(rows) : new Uint32Array(rows);

  kit.codesColumn = (codes, values) => ({ kind: 'codes', codes, values, at: (row) => values[codes[row]] });

  kit.daysColumn = (days) => ({
    kind: 'days',
    days,
    at: (row) => (days[row] === kit.MISSING ? null : kit.iso(days[row])),
  });

  kit.scaledColumn = (numbers, scale) => ({
    kind: 'scaled',
    numbers,
    scale,
    at: (row) => (numbers[row] === kit.MISSING ? null : numbers[row] / scale),
  });

  kit.realColumn = (numbers) => ({
    kind: 'real',
    numbers,
    at: (row) => (Number.isNaN(numbers[row]) ? null : numbers[row]),
  });

  /** Unique texts in one long text; `ends[row]` is where each one ends, in UTF-16 units. */
  kit.namesColumn = (text, ends) => {
    const begin = (row) => (row ? ends[row - 1] : 0);
    const rowAt = (place) => {
      let [low, high] = [0, ends.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle] > place) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    return {
      kind: 'names',
      text,
      ends,
      at: (row) => text.slice(begin(row), ends[row]),
      find(name) {
        if (typeof name !== 'string' || !name) return -1;
        for (let place = text.indexOf(name); place >= 0; place = text.indexOf(name, place + 1)) {
          const row = rowAt(place);
          if (begin(row) === place && ends[row] === place + name.length) return row;
        }
        return -1;
      },
    };
  };

  /** Unique texts that are a prefix and a number with its noughts. */
  kit.numberedColumn = (prefix, digits, numbers) => {
    return {
      kind: 'names',
      prefix,
      digits,
      numbers,
      at: (row) => prefix + String(numbers[row]).padStart(digits, '0'),
      find(name) {
        const figures = typeof name === 'string' && name.startsWith(prefix) ? name.slice(prefix.length) : '';
        if (figures.length !== digits || /\D/.test(figures)) return -1;
        return numbers.indexOf(+figures);
      },
    };
  };

  /** Plain arrays as a table, for what is small and not packed. */
  kit.tableOf = (columns) => {
    const rows = (columns.event_id ?? Object.values(columns)[0] ?? []).length;
    const packed = Object.entries(columns).map(([name, values]) => [name, plainColumn(name, values)]);
    return kit.createTable(rows, new Map(packed));
  };

  function plainColumn(name, values) {
    if (/^date_(start|end)$/.test(name))
      return kit.daysColumn(Int32Array.from(values, (iso) => kit.day(iso) ?? kit.MISSING));
    if (name === 'event_id') {
      let end = 0;
      const texts = values.map(String);
      return kit.namesColumn(texts.join(''), Uint32Array.from(texts, (text) => (end += text.length)));
    }
    const positions = new Map([[null, 0]]);
    const known = values.map((value) => value ?? null);
    known.forEach((value) => positions.has(value) || positions.set(value, positions.size));
    const codes = kit.codeArray(values.length, positions.size);
    known.forEach((value, row) => {
      codes[row] = positions.get(value);
    });
    return kit.codesColumn(codes, [...positions.keys()]);
  }

  /**
   * A table of `n` rows.
   * `value(name, row)` is null too for a column that is not there; `text(name, row)` is a promise and
   * works for every column; `texts` is what decodes the long texts (layers/texts.js), if there are any.
   */
  kit.createTable = (n, columns, texts = null) => ({
    n,
    columns,
    texts,
    column: (name) => columns.get(name) ?? null,
    value: (name, row) => columns.get(name)?.at(row) ?? null,
    text: async (name, row) => {
      const column = columns.get(name);
      return (column?.kind === 'text' ? await column.get(row) : column?.at(row)) ?? null;
    },
    /** Whether `value` can be asked for this cell now. */
    decoded: (name, row) => columns.get(name)?.ready?.(row) ?? true,
  });
})();
