'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const source = (columns, geometries = []) => ({
  store: kit.createStore({ event_id: columns.place.map((_, at) => `e${at}`), ...columns }),
  geometry: (row) => geometries[row] ?? null,
});

test('no cell of a saved table runs in a spreadsheet, and all is quoted that must be', () => {
  const cells = ['=1+1', '+1', '-1', '@x', '\tx', "'=1", 'a,b', 'say "x"', 'two\nlines', '', null, -5, 'a=b'];
  assert.deepEqual(cells.map(kit.csvCell), [
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    "''=1",
    '"a,b"',
    '"say ""x"""',
    '"two\nlines"',
    '',
    '',
    '-5',
    'a=b',
  ]);
});

test('a saved table has the point that is drawn, and nothing where nothing is', () => {
  const one = source({ place: ['A', null], latitude: [1, 2] }, [{ spot: [64.0900004, 26.97], shape: null }]);
  const lines = [...kit.csvLines(one, ['event_id', 'place', 'latitude', 'longitude'], [0, 1])];
  assert.deepEqual(lines, ['event_id,place,latitude,longitude\n', 'e0,A,26.97,64.09\n', 'e1,,,\n']);
});

test('saved map data is GeoJSON, an unlocated event a feature without geometry', () => {
  const shape = { type: 'Point', coordinates: [64, 27] };
  const one = source({ place: ['A', 'B'] }, [{ spot: [64, 27], shape }]);
  for (const rows of [[0, 1], []]) {
    const read = JSON.parse([...kit.geojsonLines(one, ['event_id', 'place'], rows)].join(''));
    assert.equal(read.type, 'FeatureCollection');
    assert.deepEqual(
      read.features.map(({ geometry, properties }) => [geometry, properties.place]),
      [[shape, 'A'], [null, 'B']].slice(0, rows.length),
    );
  }
});

test('a file is named after the map, in any script', () => {
  assert.equal(kit.fileName('Iran–Pakistan strikes, January 2024', 'csv'), 'Iran-Pakistan-strikes-January-2024.csv');
  assert.equal(kit.fileName('حملات در بلوچستان', 'csv'), 'حملات-در-بلوچستان.csv');
  assert.equal(kit.fileName('../../etc', 'csv'), 'etc.csv');
  assert.equal(kit.fileName('***', 'geojson'), 'events.geojson');
});

test('pressing an entry adds it or takes it away; of bands of deaths the last one counts', () => {
  assert.deepEqual(kit.pressed([], ['a'], 'type'), ['a']);
  assert.deepEqual(kit.pressed(['a'], ['b'], 'type'), ['a', 'b']);
  assert.deepEqual(kit.pressed(['a', 'b'], ['a'], 'type'), ['b']);
  assert.deepEqual(kit.pressed(['a'], ['b', 'c'], 'actor'), ['a', 'b', 'c']);
  assert.deepEqual(kit.pressed([1], [10], 'toll'), [10]);
  assert.deepEqual(kit.pressed([null], [10], 'toll'), [null, 10]);
  assert.deepEqual(kit.pressed([10], [null], 'toll'), [null]);
});

test('a band of deaths counts all events with as many or more; unknown is a band of its own', () => {
  const counts = new Map([
    [0, 4],
    [1, 3],
    [12, 2],
    [null, 5],
  ]);
  assert.equal(kit.entryCount('toll', counts, [1]), 5);
  assert.equal(kit.entryCount('toll', counts, [10]), 2);
  assert.equal(kit.entryCount('toll', counts, [null]), 5);
  assert.equal(kit.entryCount('type', new Map([['a', 2]]), ['a', 'b']), 2);
});

test('a sheet comes to rest at the nearest stop, or where it was flung', () => {
  const stops = [46, 300, 600];
  assert.equal(kit.restingStop(200, 0, stops), 1);
  assert.equal(kit.restingStop(120, 0, stops), 0);
  assert.equal(kit.restingStop(310, 2, stops), 2);
  assert.equal(kit.restingStop(290, -2, stops), 0);
  assert.equal(kit.restingStop(600, 2, stops), 2);
});
