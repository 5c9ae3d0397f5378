'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const REACH = 40;
const SIZE = 4096; // pixels to the world's width
const REGION = { left: 0, top: 0, width: 1000, height: 1000 };

function random(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

// Points given in pixels of the world.
function field(points, size = SIZE) {
  const rows = Uint32Array.from(points, (_, row) => row);
  const part = (at) => Float64Array.from(points, (point) => point[at] / size);
  return kit.createField(points.length, rows, part(0), part(1));
}
const HUES = { codes: new Uint8Array(30_000), of: [0], lists: [[0]], count: 1 };
const cells = (there, region = REGION) => kit.crowdCells(there, SIZE, region, HUES);
const all = (n) => Uint32Array.from({ length: n }, (_, row) => row);
const drawn = (seed, count, width = 1000) => {
  const next = random(seed);
  return Array.from({ length: count }, () => [next() * width, next() * width]);
};
const rowsOf = ({ each }) => {
  const found = new Map();
  each((row, number) => found.set(number, [...(found.get(number) ?? []), row].sort((a, b) => a - b)));
  return found;
};

test('points that would touch stand together, led by the fullest', () => {
  const points = [[100, 100], [112, 100], [112, 100], [300, 100]];
  const { marks } = kit.crowds(cells(field(points)), all(4));
  assert.deepEqual(
    marks.map(({ x, count, row, single }) => [Math.round(x), count, row, single]),
    [
      [112, 3, 0, false],
      [300, 1, 3, true],
    ],
  );
});

test('events at exactly one point are single, however many', () => {
  const { marks } = kit.crowds(cells(field([[50, 50], [50, 50], [50, 50]])), all(3));
  assert.deepEqual(marks.map(({ count, single }) => [count, single]), [[3, true]]);
  const [near] = kit.crowds(cells(field([[50, 50], [50.01, 50]])), all(2)).marks;
  assert.equal(near.single, false);
});

test('every shown point is in exactly one mark, and no two marks touch', () => {
  const points = drawn(7, 3000);
  const mask = Uint8Array.from(points, (_, row) => (row % 3 ? 1 : 0));
  const crowd = kit.crowds(cells(field(points)), all(3000).filter((row) => mask[row]));
  const held = rowsOf(crowd);
  assert.deepEqual([...held.values()].flat().sort((a, b) => a - b), points.flatMap((_, row) => (mask[row] ? [row] : [])));
  crowd.marks.forEach(({ number, count, row }) => {
    assert.equal(held.get(number).length, count);
    assert.equal(held.get(number)[0], row);
  });
  crowd.marks.forEach((a, at) =>
    crowd.marks.slice(at + 1).forEach((b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= REACH)),
  );
});

test('a mark counts the colours of all that it holds, of several where an event has several', () => {
  const next = random(5);
  const lists = [[0], [1], [0, 2]];
  const codes = Uint8Array.from({ length: 3000 }, () => Math.floor(next() * 3));
  const hues = { codes, of: [0, 1, 3], lists, count: 3 };
  const crowd = kit.crowds(kit.crowdCells(field(drawn(9, 3000)), SIZE, REGION, hues), all(3000));
  const held = rowsOf(crowd);
  crowd.marks.forEach(({ number, colours }) => {
    const wanted = [0, 0, 0];
    held.get(number).forEach((row) => lists[codes[row]].forEach((hue) => (wanted[hue] += 1)));
    assert.deepEqual([...colours], wanted);
  });
});

test('where the map was dragged to changes nothing that is in view', () => {
  const points = drawn(11, 20_000, 4000);
  const [rows, there] = [all(points.length), field(points)];
  const seen = (left, top) => {
    const region = kit.crowdRegion({ left, top, width: 600, height: 500 });
    const { marks } = kit.crowds(cells(there, region), rows);
    return marks
      .filter(({ x, y }) => x >= 1200 && x < 1500 && y >= 1200 && y < 1400)
      .map(({ x, y, count, row }) => `${x} ${y} ${count} ${row}`)
      .sort();
  };
  const first = seen(1100, 1100);
  assert.ok(first.length > 10);
  for (const [left, top] of [[1000, 1000], [1187, 1051], [931, 1177]]) assert.deepEqual(seen(left, top), first);
});

test('a field finds what lies together, and nothing twice', () => {
  const points = [[1, 1], [2000, 30], [1, 1], [1, 1.5], [4095.9, 4095.9], [0, 0]];
  const there = field(points);
  assert.deepEqual(there.together(0), [0, 2]);
  assert.deepEqual(there.together(4), [4]);
  let count = 0;
  there.scan({ left: 0, top: 0, right: 1, bottom: 1 }, (from, to) => {
    count += to - from;
  });
  assert.equal(count, points.length);
  assert.equal(kit.createField(3, new Uint32Array(0), [], []).at(1), -1);
});

test('the shares of a ring add up, the largest first, ties by name', () => {
  const shares = kit.shares([2, 2, 1, 0], ['b', 'a', 'c', 'd']);
  assert.deepEqual(shares.map(({ colour }) => colour), ['a', 'b', 'c']);
  assert.equal(shares.reduce((sum, { share }) => sum + share, 0), 1);
});

test('the world is as wide as it is high, and the equator lies in its middle', () => {
  assert.deepEqual([kit.worldX(-180), kit.worldX(180), kit.worldY(0)], [0, 1, 0.5]);
  assert.ok(Math.abs(kit.worldY(85.0511287798) - 0) < 1e-6);
  assert.ok(Math.abs(kit.worldY(-90) - 1) < 1e-6);
});
