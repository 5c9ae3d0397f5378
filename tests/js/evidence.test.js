'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const TEXT = 'A struck. Two died in B, it said.';
const evidence = {
  event_id: ['a', 'a', 'a', 'a', 'b'],
  field: ['killed_best', 'place', 'killed_low', 'actor', 'place'],
  source_id: ['S', 'S', 'S', 'T', 'S'],
  text: ['Two died', 'in B', 'Two died', 'A did it', 'A struck.'],
};
const paragraphs = { texts: [TEXT], quotes: [[0, 0, 10, 18], [1, 0, 19, 23], [2, 0, 10, 18], [4, 0, 0, 9]] };

test('quotes of one paragraph are told in it once, each with all that it supports', () => {
  const [first, second] = kit.evidenceRows({ evidence }, paragraphs).get('a');
  assert.equal(first.text, TEXT);
  assert.deepEqual(first.quotes, [
    { from: 10, to: 18, fields: ['killed_best', 'killed_low'] },
    { from: 19, to: 23, fields: ['place'] },
  ]);
  assert.deepEqual(second, { source: 'T', text: 'A did it', quotes: [{ from: 0, to: 8, fields: ['actor'] }] });
});

test('a paragraph is cut at its quotes, also where they overlap, and loses no letter', () => {
  const pieces = kit.cutAtQuotes('abcdefgh', [{ from: 1, to: 5 }, { from: 3, to: 7 }]);
  assert.deepEqual(pieces.map(({ text, within }) => [text, within]), [['a', 0], ['bc', 1], ['de', 2], ['fg', 1], ['h', 0]]);
  assert.deepEqual(pieces.flatMap(({ ends }) => ends), [0, 1]);
  assert.deepEqual(kit.cutAtQuotes('ab', [{ from: 0, to: 2 }]), [{ text: 'ab', within: 1, ends: [0] }]);
});

test('a citation names the event, its sources and the map, and no address but of the web', () => {
  const words = kit.createWords('en');
  const store = kit.createStore({ event_id: ['e1'], event_type: ['shelling'], place: ['B'], status: ['claimed'], source_id: ['S; T'], date_start: ['2024-01-16'], date_end: ['2024-01-16'] });
  const app = { data: { title: 'The map' }, store, words, describe: kit.describe(store, words) };
  const sources = new Map([['S', { publisher: 'The desk', title: 'What happened', url: 'javascript:alert(1)', published: '2024-01-18', sha256: 'ab12' }]]);
  assert.equal(
    kit.citationText(app, 0, sources),
    'Shelling at B, 16 January 2024, Claimed by one side, e1.\nThe desk, What happened, published 18 Jan 2024, SHA-256 ab12.\nT.\nThe map.',
  );
});
