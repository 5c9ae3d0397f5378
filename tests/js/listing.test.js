'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const app = (columns) => {
  const store = kit.createStore({ event_id: columns.killed_best.map((_, at) => `e${at}`), ...columns });
  const words = kit.createWords('en');
  return { store, words, describe: kit.describe(store, words) };
};

test('what is not known comes last, whichever way a list is sorted; equals go by date', () => {
  const one = app({
    killed_best: [2, null, 10, null, 2],
    killed_low: [null, 3, 1, null, null],
    date_start: ['2024-01-05', '2024-01-01', '2024-01-01', '2024-01-01', '2024-01-02'],
    date_end: ['2024-01-05', '2024-01-01', '2024-01-01', '2024-01-01', '2024-01-02'],
  });
  const orders = kit.createOrders(one);
  assert.deepEqual([...orders('killed')], [4, 0, 1, 2, 3]);
  assert.deepEqual([...orders('killed', true)], [2, 1, 4, 0, 3]);
  assert.equal(orders('killed'), orders('killed'), 'an order is made once');
});

test('every key gives an order of all rows', () => {
  const n = 200;
  const pick = (values) => Array.from({ length: n }, (_, row) => values[(row * 7919) % values.length]);
  const one = app({
    killed_best: pick([0, 5, null]),
    event_type: pick(['shelling', 'air_strike', null]),
    status: pick(['contested', 'claimed', null]),
    place: pick(['Äb', 'Zz', null, 'aa', 'ثث']),
    province: pick(['P', null]),
    country_code: pick(['UKR', null, 'PAK']),
    actor: pick(['A; B', 'C', null]),
    geometry_role: pick(['none', 'point', 'area', 'near']),
  });
  const orders = kit.createOrders(one);
  for (const key of kit.SORT_KEYS) {
    for (const descending of [false, true]) {
      assert.deepEqual([...orders(key, descending)].sort((a, b) => a - b), Array.from({ length: n }, (_, row) => row), key);
    }
  }
  const statuses = [...orders('status')].map((row) => one.store.value('status', row));
  assert.deepEqual([...new Set(statuses)], ['claimed', 'contested', null]);
  const places = [...orders('place')].map((row) => one.store.value('place', row));
  assert.deepEqual([...new Set(places)].filter(Boolean).slice(0, 3), ['aa', 'Äb', 'Zz'], 'as a reader sorts, not as code points do');
});

test('only the rows in view are needed, and a few beside', () => {
  assert.deepEqual(kit.rowsInView(0, 500, 100, 1_000_000, 2), [0, 7]);
  assert.deepEqual(kit.rowsInView(99_999_500, 500, 100, 1_000_000, 2), [999_993, 1_000_000]);
  assert.deepEqual(kit.rowsInView(0, 500, 100, 3, 2), [0, 3]);
});

test('a list taller than a browser lays out scrolls by small steps and by shares', () => {
  const sizes = { total: 100_000_000, height: 4_000_000, view: 1000 };
  const start = { top: 0, at: 0 };
  assert.equal(kit.scrolledTo(start, 120, sizes), 120, 'a small step is its own length');
  assert.ok(Math.abs(kit.scrolledTo(start, 1_999_500, sizes) - 49_999_500) < 1, 'half way is half way');
  assert.equal(kit.scrolledTo({ top: 5, at: 9 }, 0, sizes), 0);
  assert.equal(kit.scrolledTo({ top: 99_000_000, at: 3_998_000 }, 3_999_000, sizes), 99_999_000, 'the end is the end');
  const short = { total: 3000, height: 3000, view: 1000 };
  assert.equal(kit.scrolledTo(start, 700, short), 700);
  assert.equal(kit.scrolledTo(start, 9000, short), 2000);
});

test('keys lead through a list by rows, by pages and to its ends', () => {
  assert.equal(kit.nextRow('PageDown', 5, 1000, 7), 12);
  assert.equal(kit.nextRow('PageDown', 998, 1000, 7), 999);
  assert.equal(kit.nextRow('PageUp', 3, 1000, 7), 0);
  assert.equal(kit.nextRow('End', 3, 1000, 7), 999);
  assert.equal(kit.nextRow('x', 3, 1000, 7), null);
});
