'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const N = 400;
// Numbers that look drawn by lot, and are the same each time.
const lot = (row, of, salt) => Math.floor(((Math.sin(row * 12.9898 + salt) * 43758.5453) % 1 + 1) % 1 * of);
const pick = (row, values, salt) => values[lot(row, values.length, salt)];
const rows = Array.from({ length: N }, (_, row) => row);
const columns = {
  event_id: rows.map((row) => `e${row}`),
  event_type: rows.map((row) => pick(row, ['bombing', 'shelling', null], 1)),
  actor: rows.map((row) => pick(row, ['A', 'B', 'A; B', null], 2)),
  status: rows.map((row) => pick(row, ['claimed', 'alleged', null], 3)),
  geometry_role: rows.map((row) => pick(row, ['point', 'near', 'area', 'line', 'none', null], 4)),
  where_precision: rows.map((row) => pick(row, [1, 2, 4, null], 5)),
  country_code: rows.map((row) => pick(row, ['IRN', null], 6)),
  country: rows.map((row) => pick(row, ['PAK', 'IRN', null], 7)),
  province_code: rows.map((row) => pick(row, ['IR-11', null], 8)),
  province: rows.map((row) => pick(row, ['Sistan', 'Fars', null], 9)),
  killed_best: rows.map((row) => pick(row, [0, 1, 5, 40, null], 10)),
  killed_low: rows.map((row) => pick(row, [0, 3, null], 11)),
  date_start: rows.map((row) => pick(row, [null, '1890-01-01', '2024-01-05', '2024-02-01'], 12)),
  date_end: rows.map((row) => pick(row, [null, '2024-02-01', '2024-02-29', '2040-12-31'], 13)),
  place: rows.map((row) => pick(row, ['Rask', 'Sīstān', 'راسك', null], 14)),
};

// The filter, written again as one reads it, a row at a time.
const names = (cell) => (cell ? cell.split('; ') : [null]);
const VALUES = {
  type: (row) => [columns.event_type[row]],
  actor: (row) => names(columns.actor[row]),
  status: (row) => [columns.status[row]],
  role: (row) => [columns.geometry_role[row] ?? 'none'],
  precision: (row) => [columns.where_precision[row]],
  country: (row) => [columns.country_code[row] ?? columns.country[row]],
  province: (row) => [columns.province_code[row] ?? columns.province[row]],
};
const toll = (row) => columns.killed_best[row] ?? columns.killed_low[row];
function passes(row, filter) {
  for (const [name, of] of Object.entries(VALUES)) {
    if (filter[name] === undefined) continue;
    const wanted = [filter[name]].flat().map((value) => (value === '' ? null : value));
    if (!of(row).some((value) => wanted.includes(value))) return false;
  }
  if (filter.toll !== undefined) {
    const wanted = [filter.toll].flat();
    const known = toll(row);
    if (!wanted.some((least) => (least === '' || least === null ? known === null : known !== null && known >= least)))
      return false;
  }
  const [start, end] = [columns.date_start[row], columns.date_end[row]];
  if (start === null && end === null) return filter.undated !== false;
  return !(filter.to && start !== null && start > filter.to) && !(filter.from && end !== null && end < filter.from);
}

const FILTERS = [
  {},
  { type: 'bombing', status: ['claimed', ''] },
  { actor: 'B' },
  { actor: ['', 'A'], role: 'none' },
  { precision: [1, null], country: 'IRN' },
  { precision: '4' },
  { province: ['IR-11', 'Fars'], undated: false },
  { toll: 3 },
  { toll: '' },
  { toll: [5, null], from: '2024-01-10', to: '2024-01-20' },
  { to: '1900-01-01', undated: false },
  { from: '2038-01-01' },
];

test('every filter shows what the same filter, read row by row, shows', () => {
  const store = kit.createStore(columns);
  for (const filter of [...FILTERS, ...FILTERS.toReversed()]) {
    store.filter(filter);
    const wanted = rows.filter((row) => passes(row, filter.precision === '4' ? { precision: 4 } : filter));
    assert.deepEqual([...store.shownRows()], wanted, JSON.stringify(filter));
    assert.equal(store.shown, wanted.length);
    assert.equal(store.state().hidden, N - wanted.length);
  }
});

test('a facet counts what each value would show, given the other parts', () => {
  const store = kit.createStore(columns);
  for (const filter of FILTERS) {
    store.filter(filter);
    for (const [name, of] of Object.entries(VALUES)) {
      const { [name]: _, ...others } = filter;
      const found = store.facet(name);
      for (const [value, count] of found) {
        const wanted = rows.filter((row) => of(row).includes(value) && passes(row, others));
        if (others.precision !== '4') assert.equal(count, wanted.length, `${name} ${value}`);
        assert.ok(of(store.facetRow(name, value)).includes(value));
      }
      assert.deepEqual(new Set(found.keys()), new Set(rows.flatMap(of)));
      if (found.has(null)) assert.equal([...found.keys()].at(-1), null);
    }
  }
});

test('rows are sorted by any column, unknown last whichever way', () => {
  const store = kit.createStore(columns);
  const values = (order) => [...order].map((row) => columns.killed_best[row]);
  const known = values(store.sorted('killed_best')).filter((value) => value !== null);
  assert.deepEqual(known, known.toSorted((a, b) => a - b));
  for (const descending of [false, true]) {
    const found = values(store.sorted('killed_best', { descending }));
    assert.equal(found.length, N);
    assert.ok(found.slice(known.length).every((value) => value === null));
  }
  assert.deepEqual([...store.sorted('event_id').slice(0, 3)], [0, 1, 2]);
  const dated = [...store.sorted('date')];
  const loose = dated.map((row) => store.start[row] === -Infinity || store.end[row] === Infinity);
  assert.deepEqual(loose, loose.toSorted((a, b) => a - b));
  assert.equal(new Set(dated).size, N);
});

test('counts of a mask, of a function and of all agree', () => {
  const store = kit.createStore(columns);
  store.filter({ type: 'bombing' });
  assert.deepEqual(store.counts(store.mask), store.counts((row) => store.mask[row]));
  const { total, exact, near, area, unlocated } = store.counts();
  assert.equal(total, N);
  assert.equal(exact + near + area + unlocated, N);
});

test('numbers of every width are unpacked', () => {
  const bytes = Uint8Array.from([1, 255, 0, 1, 0, 0, 0, 0]);
  assert.deepEqual([...kit.unpack(bytes, { at: 0, count: 2, width: 1, low: -1 })], [0, 254]);
  assert.deepEqual([...kit.unpack(bytes, { at: 0, count: 2, width: 2, low: 0 })], [1, 511]);
  assert.deepEqual([...kit.unpack(bytes, { at: 0, count: 2, width: 1, low: 0, delta: 1 })], [1, 256]);
  assert.deepEqual([...kit.unpack(bytes, { count: 3, same: 7 })], [7, 7, 7]);
});

test('base64 is read without the browser too', () => {
  for (const text of ['', 'a', 'ab', 'abc', '\u0000\u00ff~']) {
    assert.deepEqual([...kit.bytesOf(btoa(text))], [...text].map((letter) => letter.charCodeAt(0)));
  }
});
