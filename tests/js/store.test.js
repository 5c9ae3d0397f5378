'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const store = (columns) => kit.createStore({ event_id: columns.date_start.map((_, at) => `e${at}`), ...columns });
const shown = (events) => [...events.mask].flatMap((bit, row) => (bit ? [row] : []));

test('a day number and its date are the same day, in any year', () => {
  for (const iso of [
    '1890-01-01',
    '1899-12-31',
    '1969-12-31',
    '1970-01-01',
    '2001-09-09',
    '2038-01-19',
    '2040-12-31',
  ]) {
    assert.equal(kit.iso(kit.day(iso)), iso);
  }
  assert.equal(kit.day('1970-01-02'), 1);
  assert.equal(kit.day(null), null);
  assert.throws(() => kit.day('16 January'), /not a date/);
});

test('a window shows what overlaps it; an open side reaches for ever', () => {
  const events = store({
    date_start: ['1969-07-20', '2024-01-01', null, '2024-01-16', null],
    date_end: ['1969-07-21', '2024-01-31', '2024-01-16', null, null],
  });
  events.filter({ from: '2024-01-15', to: '2024-01-15', undated: false });
  assert.deepEqual(shown(events), [1, 2]);
  events.filter({ from: '2030-01-01' });
  assert.deepEqual(shown(events), [3, 4]);
  events.filter({ to: '1969-07-20', undated: false });
  assert.deepEqual(shown(events), [0, 2]);
});

test('a filter replaces the one before and drops a selection that it hides', () => {
  const events = store({ date_start: [null, null], event_type: ['bombing', 'shelling'] });
  events.select(0);
  events.filter({ type: ['shelling'] });
  assert.equal(events.selected, -1);
  events.filter({ type: 'bombing' });
  assert.deepEqual(shown(events), [0]);
});

test('names of data never meet names of the language', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const events = kit.createStore({ event_id: names, event_type: names, actor: names });
  for (const [row, name] of names.entries()) {
    assert.equal(events.row(name), row);
    events.filter({ type: name, actor: name });
    assert.deepEqual(shown(events), [row]);
  }
  assert.equal(events.row('valueOf'), -1);
  assert.equal({}.polluted, undefined);
});

test('folding finds one name in many spellings', () => {
  assert.equal(kit.fold('Sīstān va Balūchestān'), 'sistan va baluchestan');
  assert.equal(kit.fold('Sistan-Baluchistan'), 'sistan baluchistan');
  assert.equal(kit.fold('راسك'), kit.fold('راسک'));
  assert.equal(kit.fold('КИЇВ'), kit.fold('київ'));
});

test('counts by facet follow the other parts of the filter', () => {
  const events = store({
    date_start: [null, null, null],
    event_type: ['a', 'a', 'b'],
    status: ['x', 'y', 'y'],
  });
  events.filter({ type: 'a' });
  assert.deepEqual(
    [...events.facet('type')],
    [
      ['a', 2],
      ['b', 1],
    ],
  );
  assert.deepEqual(
    [...events.facet('status')],
    [
      ['x', 1],
      ['y', 1],
    ],
  );
});

test('colours go by number of events, then by name, and the eighth actor shares', () => {
  const actor = ['H', 'B', 'A', 'A', 'C', 'D', 'E', 'F', 'G', null];
  const events = kit.createStore({ event_id: actor.map((_, at) => at), actor });
  const colours = kit.actorColours(events);
  assert.deepEqual(['A', 'B', 'G', 'H'].map(colours.of), [0, 1, 6, 'other']);
  assert.equal(colours.ofRow(9), 'unknown');
});
