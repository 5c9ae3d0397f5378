'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const spot = (x, y, count = 1) => ({ x, y, count });

test('spots that would touch stand together, led by the fullest', () => {
  assert.deepEqual(kit.clusters([spot(0, 0), spot(10, 0, 5), spot(100, 0)], 34), [[1, 0], [2]]);
});

test('every spot is in exactly one cluster, and no two leaders touch', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const spots = Array.from({ length: 2000 }, () => spot(random() * 900, random() * 900, 1 + Math.floor(random() * 9)));
  const clusters = kit.clusters(spots, 34);
  assert.deepEqual(clusters.flat().sort((a, b) => a - b), spots.map((_, at) => at));
  const leaders = clusters.map(([leader]) => spots[leader]);
  leaders.forEach((a, at) =>
    leaders.slice(at + 1).forEach((b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 34)),
  );
});

test('where the map was dragged to changes nothing', () => {
  const spots = [spot(3, 4), spot(20, 9), spot(60, 60, 2), spot(75, 66)];
  const moved = spots.map(({ x, y, count }) => spot(x + 1000 * 34, y - 34 * 10, count));
  assert.deepEqual(kit.clusters(spots, 34), kit.clusters(moved, 34));
});

test('the shares of a ring add up, the largest first, ties by name', () => {
  const colours = ['b', 'a', 'a', 'c', 'b'];
  const shares = kit.shares([0, 1, 2, 3, 4], (row) => [colours[row]]);
  assert.deepEqual(shares.map(({ colour }) => colour), ['a', 'b', 'c']);
  assert.equal(shares.reduce((sum, { share }) => sum + share, 0), 1);
});
