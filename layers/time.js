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

  const widened = kit.inStretches((span, from, to) => {
    const { days } = span;
    let { first, last } = span;
    for (let row = from; row < to; row += 1) {
      const day = days[row];
      if (day < first && day !== -Infinity) first = day;
      if (day > last && day !== Infinity) last = day;
    }
    Object.assign(span, { first, last });
  });

  /** The first and last day of the line: all known dates, with air, and a week at the least. */
  kit.timeDomain = ({ n, start, end }) => {
    const span = { days: start, first: Infinity, last: -Infinity };
    widened(n, span);
    span.days = end;
    const { first, last } = widened(n, span);
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

  /**
   * The edges of the bins of a histogram, as days: as many bins as have `least` pixels each, all
   * alike in the calendar (days, weeks from Monday, months, years).
   * @returns {{edges: number[], step: {days?: number, months?: number}}} one edge more than bins
   */
  kit.timeBins = ([first, last], width, least = 5) => {
    const most = Math.max(1, Math.floor(width / least));
    const days = last - first + 1;
    const step = STEPS.find(({ days: size, months }) => days / (size ?? months * 30.44) <= most) ?? STEPS.at(-1);
    return { edges: step.days ? dayEdges(first, last, step.days) : monthEdges(first, last, step.months), step };
  };

  const MONDAY = 4; // 1970-01-05

  function dayEdges(first, last, step) {
    const start = Math.floor((first - MONDAY) / step) * step + MONDAY;
    return Array.from({ length: Math.ceil((last + 1 - start) / step) + 1 }, (_, at) => start + at * step);
  }

  const firstOfMonth = (month) => new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / 86_400_000;

  function monthEdges(first, last, step) {
    const start = new Date(first * 86_400_000);
    const edges = [];
    let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
    do {
      edges.push(firstOfMonth(month));
      month += step;
    } while (edges.at(-1) <= last);
    return edges;
  }

  /**
   * Count the dated events of each bin: `sure` lie in it, `may` reach into it but may lie outside.
   * @param {number[]} edges  of the bins, as days
   * @param {(row: number) => boolean} passes
   * @returns {{sure: Uint32Array, may: Uint32Array}}
   */
  kit.timeHistogram = (edges, { n, start, end }, passes) => {
    const bins = edges.length - 1;
    const first = edges[0];
    const days = edges[bins] - first;
    const binOf = new Int32Array(days);
    for (let bin = 0; bin < bins; bin += 1) binOf.fill(bin, edges[bin] - first, edges[bin + 1] - first);
    const sure = new Uint32Array(bins);
    const steps = new Int32Array(bins + 1); // of `may`: how many begin there, less those that ended
    for (let row = 0; row < n; row += 1) {
      const [a, b] = [start[row], end[row]];
      // Sums instead of forks, which a processor would guess wrong at every other row.
      const counted = passes(row) && (a !== -Infinity || b !== Infinity) ? 1 : 0;
      const from = binOf[Math.max(0, a - first)];
      const to = binOf[Math.min(days - 1, b - first)];
      const within = from === to && a !== -Infinity && b !== Infinity ? counted : 0;
      sure[from] += within;
      steps[from] += counted - within;
      steps[to + 1] -= counted - within;
    }
    const may = new Uint32Array(bins);
    for (let bin = 0, open = 0; bin < bins; bin += 1) {
      open += steps[bin];
      may[bin] = open;
    }
    return { sure, may };
  };
})();
