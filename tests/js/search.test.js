'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const WORDS = ['a', 'e1', '1', '11', '0', '012', '9', 'x', 'ax', '120', 'e', 'ab', 'b', 'ukr', 'r0', 'kr00', '000', '0012', '00123', 'e9999999'];

const found = (column, n, words) => {
  const table = kit.createTable(n, new Map([['event_id', column]]));
  return [...kit.searchRows(table, ['event_id'], words)];
};
const plain = (column, n, words) =>
  Array.from({ length: n }, (_, row) => (words.every((word) => kit.fold(column.at(row)).includes(word)) ? 1 : 0));

test('numbers behind a prefix are found as if they were written', () => {
  for (const [prefix, digits] of [['', 4], ['E', 4], ['UKR-', 3], ['A1a', 2], ['x', 1]]) {
    const n = Math.min(10 ** digits, 1300);
    const column = kit.numberedColumn(prefix, digits, Int32Array.from({ length: n }, (_, row) => (row * 7) % 10 ** digits));
    for (const word of WORDS) assert.deepEqual(found(column, n, [word]), plain(column, n, [word]), `${prefix} ${word}`);
    assert.deepEqual(found(column, n, ['0', '1']), plain(column, n, ['0', '1']));
  }
});

test('names in one long text are found each by itself', () => {
  for (const texts of [['ab', 'ax', 'bb', 'a', 'UKR1', '1'], ['a', 'b', 'xé', 'ab'], ['x'], []]) {
    let end = 0;
    const column = kit.namesColumn(texts.join(''), Uint32Array.from(texts, (text) => (end += text.length)));
    for (const word of [...WORDS, 'bb', 'aa', '11'])
      assert.deepEqual(found(column, texts.length, [word]), plain(column, texts.length, [word]), `${texts} ${word}`);
  }
});

const blocks = (count) => {
  const asked = [];
  const stream = async (part) => {
    asked.push(part);
    if (part === 'words') return new TextEncoder().encode('["alpha"]');
    const bytes = new Uint8Array(4096 * 5); // a length in four planes, then one word for each row
    bytes.fill(1, 0, 4096);
    return bytes;
  };
  return { asked, texts: kit.createTexts({ names: ['notes'], rows: count * 4096, blocks: count, stream }) };
};

test('texts are unpacked ahead of a search while the page is idle, as far as there is time', async () => {
  const waiting = [];
  globalThis.requestIdleCallback = (task) => waiting.push(task);
  try {
    const { asked, texts } = blocks(5);
    texts.ahead();
    assert.deepEqual(asked, []);
    let left = 2;
    await waiting.shift()({ timeRemaining: () => 10 * (left -= 1) });
    assert.deepEqual(asked, ['words', '0', '1']);
    assert.equal(texts.complete(), false);
    await texts.all();
    assert.equal(texts.complete(), true);
    while (waiting.length) await waiting.shift()({ timeRemaining: () => 0 });
    assert.deepEqual(asked, ['words', '0', '1', '2', '3', '4']);
    texts.ahead();
    blocks(1000).texts.ahead();
    assert.equal(waiting.length, 0);
    assert.equal(texts.columns.get('notes').at(4096 * 4), 'alpha');
  } finally {
    delete globalThis.requestIdleCallback;
  }
});
