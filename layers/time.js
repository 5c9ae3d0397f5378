'use strict';
// Time as numbers: which days a line of time spans, where its ticks stand, which lane a bar lies in.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const LANES = 3;
  const STEPS = [
    ...[1, 2, 7, 14].map((days) => ({ days })),
    ...[1, 3, 6].map((months) => ({ months })),
    ...[1, 2, 5, 10, 20, 50, 100].map((years) => ({ months: 12 * years })),
  ];

  /** The first and last day of the line: all known dates, with air, and a week at the least. */
  kit.timeDomain = (store) => {
    let [first, last] = [Infinity, -Infinity];
    for (let row = 0; row < store.n; row += 1) {
      for (const day of [store.start[row], store.end[row]]) {
        if (!Number.isFinite(day)) continue;
        first = Math.min(first, day);
        last = Math.max(last, day);
      }
    }
    if (first > last) return null;
    const air = Math.max(2, Math.ceil((last - first) * 0.04), Math.ceil((7 - (last - first)) / 2));
    return [first - air, last + air];
  };

  /** Days that carry a tick: as many as have room, `room` pixels each. */
  kit.timeTicks = ([first, last], width, roomFor = 48) => {
    const days = last - first + 1;
    const most = Math.max(1, Math.floor(width / roomFor));
    const step = STEPS.find(({ days: size, months }) => days / (size ?? months * 30.44) <= most) ?? STEPS.at(-1);
    return step.days ? byDays(first, last, step.days) : byMonths(first, last, step.months);
  };

  function byDays(first, last, step) {
    const found = [];
    for (let day = Math.ceil(first / step) * step; day <= last; day += step) found.push({ day, unit: 'day' });
    return found;
  }

  function byMonths(first, last, step) {
    const found = [];
    const start = new Date(first * 86_400_000);
    const months = start.getUTCFullYear() * 12 + start.getUTCMonth();
    for (let month = Math.ceil(months / step) * step; ; month += step) {
      const day = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / 86_400_000;
      if (day > last) return found;
      if (day >= first) found.push({ day, unit: step % 12 ? 'month' : 'year' });
    }
  }

  /** A lane for each interval, so that neighbours do not hide each other while lanes last. */
  kit.timeLanes = (intervals, lanes = LANES) => {
    const ends = Array(lanes).fill(-Infinity);
    return intervals.map(([start, end]) => {
      const free = ends.findIndex((taken) => taken < start);
      const lane = free < 0 ? lanes - 1 : free;
      ends[lane] = Math.max(ends[lane], end);
      return lane;
    });
  };
})();
