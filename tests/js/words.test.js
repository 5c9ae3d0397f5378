'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { kit } = require('./load.js');

const words = kit.createWords('en');
const day = kit.day;

test('a range of days is set as in print', () => {
  assert.equal(words.range(day('2024-01-18'), day('2024-01-18')), '18 Jan 2024');
  assert.equal(words.range(day('2024-01-16'), day('2024-01-17')), '16–17 Jan 2024');
  assert.equal(words.range(day('2024-01-01'), day('2024-01-31')), 'Jan 2024');
  assert.equal(words.range(day('2023-01-01'), day('2023-12-31')), '2023');
  assert.match(words.range(day('2023-12-30'), day('2024-01-02')), /^30 Dec 2023.–.2 Jan 2024$/);
});

test('an open side is told and none is invented', () => {
  assert.equal(words.when(-Infinity, day('2024-01-16')), 'no later than 16 Jan 2024');
  assert.equal(words.when(day('2024-01-16'), Infinity), 'no earlier than 16 Jan 2024');
  assert.equal(words.when(-Infinity, Infinity), 'date not stated');
});

test('a toll never turns unknown into nought', () => {
  const cases = [
    [[null, null, null], null],
    [[2, 2, 2], '2'],
    [[0, 0, 0], '0'],
    [[5, null, null], '5'],
    [[null, 1, null], 'at least 1, number not stated'],
    [[null, 3, null], 'at least 3'],
    [[null, null, 9], 'at most 9'],
    [[3, 3, null], 'at least 3'],
    [[3, 3, 7], '3 to 7'],
    [[4, 3, 7], '4 (between 3 and 7)'],
    [[null, 3, 7], '3 to 7'],
    [[1200, 1200, 1200], '1,200'],
  ];
  for (const [[best, low, high], told] of cases) assert.equal(words.toll(best, low, high), told);
});

test('every kind of event, status and role has words', () => {
  for (const key of [
    'type.naval_attack',
    'status.contested',
    'status.contested.long',
    'role.line',
    'where.7',
    'when.5',
  ]) {
    assert.ok(words.has(key), key);
  }
  assert.equal(words.code('type', '<b>'), '<b>');
  assert.throws(() => words.say('no.such.key'), /no words/);
});

test('plural forms follow the number', () => {
  assert.equal(words.say('count.aside', { count: 1 }), '1 row of the file set aside');
  assert.equal(words.say('count.aside', { count: 2 }), '2 rows of the file set aside');
});

test('every key that the scripts name stands in the table', () => {
  const layers = path.join(__dirname, '..', '..', 'layers');
  const used = fs
    .readdirSync(layers)
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) =>
      [...fs.readFileSync(path.join(layers, name), 'utf8').matchAll(/(?:say|phrase)\('([\w.]+)'/g)].map(
        ([, key]) => [name, key],
      ),
    );
  assert.ok(used.length > 60);
  // popup.js says('who') of its own, for card.who
  for (const [name, key] of used) assert.ok(words.has(key) || words.has(`card.${key}`), `${name}: ${key}`);
});
