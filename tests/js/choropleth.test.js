'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const store = kit.createStore({
  event_id: ['a', 'b', 'c', 'd', 'e', 'f'],
  province_code: ['P-1', 'P-1', 'P-1', null, 'P-3', null],
  province: ['One', 'One', 'One', 'Two', 'Three', null],
  geometry_role: ['point', 'area', 'line', 'area', 'point', 'none'],
  killed_best: [3, null, null, 0, null, 9],
  killed_low: [2, 1, null, null, null, null],
  killed_high: [4, null, null, null, 8, null],
});
const KEYS = [['P-1'], ['Two', 'P-2'], ['P-3']];
const columns = kit.tallyColumns(store, KEYS);
const words = kit.createWords('en');

test('a province sums what is stated, keeps the interval and counts what is not', () => {
  const { tracts, outside } = kit.tally(columns, store.listed(), KEYS.length);
  assert.deepEqual(tracts[0], { events: 3, area: 2, stated: 2, killed: 4, low: 3, high: 4, open: true });
  assert.deepEqual(tracts[1], { events: 1, area: 1, stated: 1, killed: 0, low: 0, high: 0, open: false });
  assert.deepEqual(tracts[2], { events: 1, area: 0, stated: 0, killed: 0, low: 0, high: 8, open: false });
  assert.deepEqual(outside, { events: 1, area: 0, stated: 1, killed: 9, low: 9, high: 9, open: false });
});

test('none killed, a toll that is not stated and no event are three things', () => {
  const { tracts } = kit.tally(columns, store.listed(), KEYS.length);
  const breaks = kit.shadeBreaks(4);
  assert.deepEqual(
    tracts.map((sum) => kit.shadeOf(sum, 'killed', breaks)),
    [4, 0, null],
  );
  assert.deepEqual(tracts.map((sum) => kit.shadeOf(sum, 'events', [1, 3])), [2, 1, 1]);
  const empty = kit.tally(columns, [], KEYS.length).tracts[0];
  assert.equal(kit.shadeOf(empty, 'killed', breaks), 0);
  assert.equal(kit.tallyWords(words, empty), 'no event shown');
  assert.equal(kit.tallyWords(words, tracts[1]), '1 event · 0 killed · 1 known only to an area');
  assert.equal(
    kit.tallyWords(words, tracts[0]),
    '3 events · 4 (at least 3) killed · toll not stated in 1 event · 2 known only to an area',
  );
});

test('classes begin at round numbers that are reached', () => {
  assert.deepEqual(kit.shadeBreaks(0), [1]);
  assert.deepEqual(kit.shadeBreaks(3), [1, 2, 3]);
  for (const most of [6, 10, 37, 100, 480, 5_000, 123_456]) {
    const breaks = kit.shadeBreaks(most);
    assert.ok(breaks.length > 2 && breaks.length <= 5, String(most));
    assert.deepEqual(breaks, [...new Set(breaks)].sort((a, b) => a - b));
    assert.ok(breaks.at(-1) <= most);
    assert.ok(breaks.every((least) => /^[125]0*$/.test(String(least))));
  }
});
