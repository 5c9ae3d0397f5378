'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const store = (ranges) =>
  kit.createStore({
    event_id: ranges.map((_, at) => `e${at}`),
    date_start: ranges.map(([start]) => start),
    date_end: ranges.map(([, end]) => end),
  });
const all = () => true;
const count = (events, edges, passes = all) => {
  const { sure, may } = kit.timeHistogram(edges, events, passes);
  return [[...sure], [...may]];
};

test('bins are days, weeks from Monday, months and years, and hold the whole domain', () => {
  for (const [first, last] of [
    ['2024-01-13', '2024-01-21'],
    ['1969-11-02', '1970-02-20'],
    ['2022-02-24', '2024-06-30'],
    ['1890-01-01', '2040-12-31'],
  ]) {
    for (const width of [120, 300, 700, 1200]) {
      const domain = [kit.day(first), kit.day(last)];
      const { edges, step } = kit.timeBins(domain, width);
      assert.ok(edges[0] <= domain[0] && edges.at(-1) > domain[1]);
      assert.ok(edges.length - 1 <= width / 5 + 2, `${first} ${width}: ${edges.length}`);
      assert.ok(edges.every((edge, at) => at === 0 || edge > edges[at - 1]));
      if (step.days === 7) assert.ok(edges.every((edge) => new Date(edge * 86_400_000).getUTCDay() === 1));
      if (step.months) assert.ok(edges.every((edge) => kit.iso(edge).endsWith('-01')));
    }
  }
});

test('an event lies surely in one bin, or maybe in each that it reaches into', () => {
  const events = store([
    ['1970-01-01', '1970-01-01'],
    ['1970-01-02', '1970-01-03'],
    ['1969-12-31', '1970-01-01'],
    [null, '1970-01-01'],
    ['1970-01-03', null],
    [null, null],
  ]);
  assert.deepEqual(count(events, [-1, 0, 1, 2, 3]), [
    [0, 1, 0, 0],
    [2, 2, 1, 2],
  ]);
  assert.deepEqual(count(events, [-1, 1, 3]), [
    [2, 1],
    [1, 1],
  ]);
});

test('every dated event is counted in just the bins that its range meets, from 1890 to 2040', () => {
  const ranges = [
    ['1890-01-01', '1890-01-31'],
    ['1899-12-31', '1900-01-01'],
    ['1969-12-31', '1970-01-01'],
    ['2001-09-09', '2001-09-09'],
    ['2038-01-19', '2038-01-20'],
    [null, '1914-07-28'],
    ['2040-12-31', null],
  ];
  const events = store(ranges);
  const { edges } = kit.timeBins(kit.timeDomain(events), 400);
  const [sure, may] = count(events, edges);
  for (let bin = 0; bin < sure.length; bin += 1) {
    const [from, to] = [edges[bin], edges[bin + 1] - 1];
    const meets = ranges.filter(([a, b]) => (kit.day(a) ?? -Infinity) <= to && (kit.day(b) ?? Infinity) >= from);
    assert.equal(sure[bin] + may[bin], meets.length, kit.iso(from));
    const within = ranges.filter(([a, b]) => a && b && kit.day(a) >= from && kit.day(b) <= to);
    assert.equal(sure[bin], within.length);
  }
});

test('an event of a month is there on each of its days, and on none beside', () => {
  const events = store([['2024-02-01', '2024-02-29']]);
  for (let day = kit.day('2024-01-30'); day <= kit.day('2024-03-02'); day += 1) {
    events.filter({ from: kit.iso(day), to: kit.iso(day) });
    assert.equal(events.mask[0], kit.iso(day).startsWith('2024-02') ? 1 : 0, kit.iso(day));
  }
});

test('the chart counts what passes all of the filter but the window of days', () => {
  const events = kit.createStore({
    event_id: ['a', 'b', 'c'],
    event_type: ['x', 'x', 'y'],
    date_start: ['1970-01-01', '1970-01-03', '1970-01-03'],
    date_end: ['1970-01-01', '1970-01-03', '1970-01-03'],
  });
  events.filter({ type: 'x', from: '1970-01-03' });
  assert.deepEqual(count(events, [0, 1, 2, 3], events.passing('time'))[0], [1, 0, 1]);
  assert.deepEqual(count(events, [0, 1, 2, 3], events.passing('type'))[0], [0, 0, 2]);
});

test('play lets an open window grow and a narrow one slide to the last day', () => {
  assert.deepEqual(kit.playRanges([0, 9], [0, 9], 3), [
    [0, 0],
    [0, 3],
    [0, 6],
    [0, 9],
  ]);
  assert.deepEqual(kit.playRanges([4, 5], [0, 9], 5), [
    [4, 5],
    [6, 7],
    [8, 9],
  ]);
  assert.deepEqual(kit.playRanges([8, 9], [0, 9], 5)[0], [0, 1]);
  assert.deepEqual(kit.playRanges([0, 4], [0, 9], 2).at(-1), [0, 9]);
});

test('a window moves as a whole and stays within the days there are', () => {
  assert.deepEqual(kit.movedRange([3, 5], 2, [0, 9]), [5, 7]);
  assert.deepEqual(kit.movedRange([3, 5], 20, [0, 9]), [7, 9]);
  assert.deepEqual(kit.movedRange([3, 5], -20, [0, 9]), [0, 2]);
  assert.equal(kit.keyDays('Home', 5, [0, 9]), -5);
  assert.equal(kit.keyDays('End', 5, [0, 9]), 4);
  assert.equal(kit.keyDays('PageUp', 0, [0, 900]), 90);
  assert.equal(kit.keyDays('x', 5, [0, 9]), null);
});
