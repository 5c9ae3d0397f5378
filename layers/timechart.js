'use strict';
// The picture behind the brush: few events as bars from first to last day, many as a histogram that
// tells what surely lies in a bin from what only may.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { svg } = kit;

  /** So many dated events find room as bars of their own. */
  kit.FEW_BARS = 30;
  const BASE = 33; // the height of the chart above its ticks, in pixels
  const NEEDS = 5; // a bin's width at the least, in pixels

  const x = ({ domain: [first, last], width }, day) => ((day - first) / (last - first + 1)) * width;

  /** Draw the chart of a view {app, domain, width, chart, passes}; gives what a pointer is told. */
  kit.drawTimeChart = (view) => {
    const few = view.dated <= kit.FEW_BARS;
    const bins = few ? null : histogram(view);
    view.chart.replaceChildren(...ticks(view), ...(few ? bars(view) : bins.paths));
    markSelected(view);
    return bins;
  };

  function bars(view) {
    const { store } = view.app;
    const [first, last] = view.domain;
    const rows = Array.from(store.sorted('date')).filter((row) => !store.undated(row));
    rows.sort((a, b) => Math.max(store.start[a], first) - Math.max(store.start[b], first) || a - b);
    const spans = rows.map((row) => [Math.max(store.start[row], first), Math.min(store.end[row], last)]);
    const lanes = kit.timeLanes(spans);
    return rows.map((row, at) => bar(view, row, spans[at], lanes[at]));
  }

  function bar(view, row, [start, end], lane) {
    const { store, colours } = view.app;
    const [left, right] = [x(view, start), x(view, end + 1)];
    const open = store.start[row] === -Infinity ? 'start' : store.end[row] === Infinity ? 'end' : '';
    const state = store.mask[row] ? '' : ' is-off';
    const rect = svg('rect', {
      class: `time-bar actor-${colours.ofRow(row)}${state}`,
      'data-row': row,
      x: left + 0.5,
      y: 4 + lane * 9,
      width: Math.max(3, right - left - 1),
      height: 7,
      rx: 2,
    });
    if (open) rect.style.fill = `url(#cm-fade-${open}-${colours.ofRow(row)})`;
    return rect;
  }

  // A chart that only became wider or narrower need not count all events again.
  function counted(view, edges) {
    const key = `${edges[0]} ${edges[1]} ${edges.length} ${view.rest}`;
    if (view.counted?.key !== key) view.counted = { key, ...kit.timeHistogram(edges, view.app.store, view.passes()) };
    return view.counted;
  }

  function histogram(view) {
    const { edges, step } = kit.timeBins(view.domain, view.width, NEEDS);
    const { sure, may } = counted(view, edges);
    const most = sure.reduce((best, count, bin) => Math.max(best, count + may[bin]), 1);
    // By the square root, so that one terrible day does not flatten all others.
    const height = (count) => (count ? Math.max(1.5, Math.sqrt(count / most) * (BASE - 3)) : 0);
    const shape = (name, from, to) => {
      let d = '';
      for (let bin = 0; bin < sure.length; bin += 1) {
        const [low, high] = [height(from(bin)), height(to(bin))];
        if (high <= low) continue;
        const [left, right] = [Math.max(0, x(view, edges[bin])), Math.min(view.width, x(view, edges[bin + 1]))];
        const gap = right - left > 4 ? 1 : 0.4;
        d += `M${left.toFixed(1)} ${(BASE - low).toFixed(1)}V${(BASE - high).toFixed(1)}H${(right - gap).toFixed(1)}V${(BASE - low).toFixed(1)}Z`;
      }
      return svg('path', { class: `time-${name}`, d });
    };
    const all = (bin) => sure[bin] + may[bin];
    const paths = [shape('sure', () => 0, (bin) => sure[bin]), shape('may', (bin) => sure[bin], all)];
    return { edges, step, sure, may, most, paths };
  }

  /** Show where on the line the selected event lies. */
  const markSelected = (view) => {
    const { store } = view.app;
    const row = store.selected;
    view.chart.querySelector('.time-selected')?.remove();
    view.chart.querySelectorAll('.time-bar').forEach((element) => {
      element.classList.toggle('is-selected', Number(element.dataset.row) === row);
    });
    if (view.dated <= kit.FEW_BARS || row < 0 || store.undated(row)) return;
    const [left, right] = [Math.max(0, x(view, store.start[row])), Math.min(view.width, x(view, store.end[row] + 1))];
    const wide = Math.max(4, right - left);
    view.chart.append(svg('rect', { class: 'time-selected', x: (left + right - wide) / 2, y: BASE - 2, width: wide, height: 4, rx: 2 }));
  };
  kit.markSelectedTime = markSelected;

  // Measured in the page's own font, so that neighbours never touch.
  let pen = null;
  /** How wide the widest of some texts is, at a size of letters in pixels. */
  kit.widthOf = (texts, size) => {
    pen ??= document.createElement('canvas').getContext('2d');
    pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
    return Math.max(...texts.map((text) => pen.measureText(text).width));
  };

  function ticks(view) {
    const { words } = view.app;
    let year = null;
    let free = 0;
    return kit.timeTicks(view.domain, view.width).flatMap(({ day, unit }) => {
      const left = x(view, day);
      const of = new Date(day * 86_400_000).getUTCFullYear();
      const options =
        unit === 'year'
          ? { year: 'numeric' }
          : unit === 'month'
            ? { month: 'short' }
            : { day: 'numeric', month: 'short' };
      const label = words.format(day, of === year || unit === 'year' ? options : { ...options, year: 'numeric' });
      const room = kit.widthOf([label], 11);
      const line = svg('path', { class: 'time-tick', d: `M${left} ${BASE}V38` });
      if (left < free || left + room > view.width) return [line];
      year = of;
      free = left + room + 10;
      return [line, svg('text', { class: 'time-label', x: left, y: 49 }, label)];
    });
  }
})();
