'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

test('an encoded line is read back', () => {
  // (−120.2, 38.5) then (−120.95, 40.7), written by the published description of the format
  assert.deepEqual(kit.decodeLine('~ps|U_p~iF', 1e5), [[38.5, -120.2]]);
});

test('edges along the frame of a region are no coast', () => {
  const ring = [
    [0, 0],
    [0, 10],
    [5, 10],
    [5, 5],
    [10, 0],
    [0, 0],
  ];
  assert.deepEqual(kit.insideStretches([ring], [0, 0, 10, 10]), [
    [
      [5, 10],
      [5, 5],
      [10, 0],
    ],
  ]);
});

test('a label goes where it touches nothing, the important one first', () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };
  const [first, second, third] = [
    { priority: 2, boxes: [box, { ...box, x: 20 }] },
    { priority: 1, boxes: [box] },
    { priority: 3, boxes: [{ ...box, x: 95 }] },
  ];
  const placed = kit.placeLabels([first, second, third], [], { x: 0, y: 0, w: 100, h: 100 });
  assert.equal(placed.get(second).x, 0);
  assert.equal(placed.get(first).x, 20);
  assert.equal(placed.has(third), false, 'a label that the edge would cut is left out');
});

test('boxes far apart in the grid are still compared', () => {
  const boxes = kit.createBoxes();
  boxes.add({ x: -300, y: 0, w: 600, h: 10 });
  assert.equal(boxes.touches({ x: 290, y: 5, w: 5, h: 5 }), true);
  assert.equal(boxes.touches({ x: 301, y: 5, w: 5, h: 5 }), false);
});

test('a way that crosses a border is seen', () => {
  const border = kit.withBoxes([
    [
      [0, 5],
      [10, 5],
    ],
  ]);
  assert.equal(kit.crosses(border, [5, 0], [5, 10]), true);
  assert.equal(kit.crosses(border, [5, 0], [5, 4]), false);
});

test('words on a shape lie within it', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 0, y: 100 },
  ];
  assert.ok(kit.boxesWithin({ w: 40, h: 20 }, { x: 50, y: 50 }, [square]).length > 0);
  assert.equal(kit.boxesWithin({ w: 140, h: 20 }, { x: 50, y: 50 }, [square]).length, 0);
});

test('a card stands beside its mark and inside the room', () => {
  const room = { w: 900, h: 700 };
  const card = { w: 360, h: 400 };
  assert.equal(kit.placeCard({ x: 100, y: 300, w: 30, h: 30 }, card, room).side, 'end');
  assert.equal(kit.placeCard({ x: 700, y: 300, w: 30, h: 30 }, card, room).side, 'start');
  assert.equal(
    kit.placeCard({ x: 185, y: 600, w: 30, h: 30 }, { w: 360, h: 400 }, { w: 400, h: 700 }).side,
    'above',
  );
  assert.equal(kit.placeCard({ x: 185, y: 340, w: 30, h: 30 }, card, { w: 400, h: 700 }).side, 'over');
});

test('ticks never outnumber their room, from days to a century and a half', () => {
  for (const [first, last] of [
    ['2024-01-13', '2024-01-21'],
    ['2022-02-24', '2024-06-30'],
    ['1890-01-01', '2040-12-31'],
  ]) {
    for (const width of [200, 300, 700, 1200]) {
      const found = kit.timeTicks([kit.day(first), kit.day(last)], width);
      assert.ok(found.length >= 1 && found.length <= width / 48 + 1, `${first} ${width}: ${found.length}`);
      assert.deepEqual(
        found.map(({ day }) => day),
        found.map(({ day }) => day).toSorted((a, b) => a - b),
      );
    }
  }
});

test('intervals that overlap lie in lanes of their own while there are any', () => {
  assert.deepEqual(
    kit.timeLanes(
      [
        [0, 5],
        [1, 2],
        [3, 4],
        [6, 7],
      ],
      2,
    ),
    [0, 1, 1, 0],
  );
});

test('the list goes by date, and what has none comes last', () => {
  const store = kit.createStore({
    event_id: ['a', 'b', 'c', 'd'],
    date_start: [null, '2024-01-18', '2024-01-16', null],
    date_end: ['2024-01-16', '2024-01-18', '2024-01-17', null],
  });
  assert.deepEqual([...store.sorted('date')], [2, 1, 0, 3]);
});

test('only http and https become links', () => {
  assert.equal(kit.webAddress('https://example.org/a b'), 'https://example.org/a%20b');
  for (const bad of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    '//host',
    '',
    'x',
  ]) {
    assert.equal(kit.webAddress(bad), null, bad);
  }
});

test('the scale bar takes round lengths', () => {
  assert.deepEqual([0.7, 1, 4.9, 19, 260].map(kit.roundLength), [0.5, 1, 2, 10, 200]);
});

test('arrow keys stay within the list', () => {
  assert.equal(kit.nextItem('ArrowDown', 2, 3), 2);
  assert.equal(kit.nextItem('ArrowUp', 0, 3), 0);
  assert.equal(kit.nextItem('End', 0, 3), 2);
  assert.equal(kit.nextItem('a', 0, 3), null);
});
