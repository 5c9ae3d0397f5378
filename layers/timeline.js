'use strict';
// A line of time: every event as the interval it lies in, and a window of days to look through.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h, svg } = kit;
  const PACE = 450; // milliseconds between two steps of play
  const STEPS = 60; // of play, from the first day to the last

  conflictmap.room?.('timeline', (app) => {
    const domain = kit.timeDomain(app.store);
    const root = h('section', { class: 'timeline', 'aria-label': app.words.say('time.title') });
    app.slot('time').append(root);
    if (domain) createTimeline(app, root, domain);
    else root.append(h('p', { class: 'none' }, app.words.say('time.none')));
    undatedSwitch(app, root);
  });

  function createTimeline(app, root, domain) {
    const { store, words } = app;
    const view = {
      app,
      domain,
      width: 0,
      range: [...domain],
      rest: restOf(store),
      dated: store.n - undatedCount(store),
      chart: svg('svg', { class: 'time-chart', 'aria-hidden': 'true', focusable: 'false' }),
      text: h('output', { class: 'time-range' }),
      most: h('span', { class: 'time-most', 'aria-hidden': 'true' }),
      tip: h('div', { class: 'time-tip', hidden: true, 'aria-hidden': 'true' }),
      // The chart shows what any window could: what passes all of the filter but the window itself.
      passes: () => store.passing('time'),
    };
    const set = (from, to) => setRange(view, from, to);
    view.brush = kit.createBrush({ words, domain, range: () => view.range, set });
    view.brush.track.prepend(view.chart);
    view.brush.track.append(view.most, view.tip);
    root.append(playButton(view), view.brush.track, view.text);
    view.sayLater = kit.afterwards(store.n > kit.MANY, () => sayRange(view));
    view.drawLater = kit.afterwards(store.n > kit.MANY, () => drawChart(view));
    const draw = () => {
      view.width = view.brush.track.clientWidth;
      if (view.width) view.drawLater.idle();
      drawRange(view);
    };
    new ResizeObserver(draw).observe(view.brush.track);
    store.subscribe((change) => {
      if (change === 'selection') {
        kit.markSelectedTime(view);
        return;
      }
      readFilter(view);
      drawFiltered(view);
    });
    tips(view);
    if (view.dated > kit.FEW_BARS) keepRoom(view);
    drawRange(view);
  }

  // Room for the longest range at once: a track that changed its width under the hand would be counted anew.
  function keepRoom({ app: { words }, domain, text }) {
    const [first, last] = domain.map((day) => kit.iso(day).slice(0, 4));
    const ranges = Array.from({ length: 12 }, (_, month) => {
      const day = `${String(month + 1).padStart(2, '0')}-28`;
      return words.range(kit.day(`${first}-${day}`), kit.day(`${last}-${day}`));
    });
    text.style.minInlineSize = `${Math.ceil(kit.widthOf([words.say('time.all'), ...ranges], 13)) + 4}px`;
  }

  // The filter is the one truth: the window follows it, whoever set it.
  function readFilter(view) {
    const { from, to } = view.app.store.filters;
    const [first, last] = view.domain;
    const within = (day) => Math.max(first, Math.min(day, last));
    view.range = [within(kit.day(from) ?? first), within(kit.day(to) ?? last)];
  }

  function setRange(view, from, to) {
    const [first, last] = view.domain;
    const { from: _, to: __, ...others } = view.app.store.filters;
    view.app.store.filter({
      ...others,
      ...(from > first ? { from: kit.iso(from) } : {}),
      ...(to < last ? { to: kit.iso(to) } : {}),
    });
  }

  // A window that moves changes what is shown, but not what there is to see through it.
  const restOf = ({ filters: { from: _, to: __, ...others }, searching }) => JSON.stringify([others, searching]);

  function drawFiltered(view) {
    const rest = restOf(view.app.store);
    const changed = rest !== view.rest;
    view.rest = rest;
    if (view.width && (view.dated <= kit.FEW_BARS || changed)) view.drawLater();
    drawRange(view);
  }

  function drawChart(view) {
    const { words } = view.app;
    view.bins = kit.drawTimeChart(view);
    view.most.textContent = view.bins ? words.say('time.most', { count: view.bins.most, span: span(words, view.bins.step) }) : '';
  }

  const span = (words, { days, months }) => {
    if (days) return words.say('span.days', { count: days });
    return months % 12 ? words.say('span.months', { count: months }) : words.say('span.years', { count: months / 12 });
  };

  function drawRange(view) {
    const { from, to } = view.app.store.filters;
    view.brush.draw();
    view.text.classList.toggle('is-all', !from && !to);
    view.sayLater();
  }

  function sayRange({ app: { store, words }, domain, text, brush }) {
    const { from, to } = store.filters;
    brush.say();
    text.textContent = from || to ? words.range(kit.day(from) ?? domain[0], kit.day(to) ?? domain[1]) : words.say('time.all');
  }

  // What the bin under the pointer holds, in words.
  function tips(view) {
    const { track } = view.brush;
    track.addEventListener('pointermove', ({ clientX, pointerType }) => {
      if (!view.bins || pointerType === 'touch') return;
      const { edges, sure, may } = view.bins;
      const box = track.getBoundingClientRect();
      const [first, last] = view.domain;
      const day = first + ((clientX - box.left) / box.width) * (last - first + 1);
      const bin = edges.findLastIndex((edge) => edge <= day);
      if (bin < 0 || bin >= sure.length) return;
      const { words } = view.app;
      const lines = [words.range(edges[bin], edges[bin + 1] - 1), words.say('time.sure', { count: sure[bin] })];
      if (may[bin]) lines.push(words.say('time.may', { count: may[bin] }));
      view.tip.replaceChildren(...lines.map((line) => h('span', {}, line)));
      view.tip.hidden = false;
      const half = view.tip.offsetWidth / 2;
      view.tip.style.left = `${Math.max(half, Math.min(clientX - box.left, box.width - half))}px`;
    });
    track.addEventListener('pointerleave', () => {
      view.tip.hidden = true;
    });
  }

  /** The ranges that play shows one after the other: a window slides, an open one grows. */
  kit.playRanges = ([from, to], [first, last], steps = STEPS) => {
    const step = Math.max(1, Math.round((last - first + 1) / steps));
    const slides = from > first;
    const width = to - from;
    const start = to >= last ? (slides ? first + width : first) : to;
    const ranges = [];
    for (let end = start; ; end = Math.min(last, end + step)) {
      ranges.push([slides ? end - width : first, end]);
      if (end >= last) return ranges;
    }
  };

  function playButton(view) {
    const { words } = view.app;
    let timer = null;
    const button = kit.button(words.say('time.play'), { icon: kit.ICONS.play, class: 'play' });
    const show = (playing) => {
      const name = words.say(playing ? 'time.pause' : 'time.play');
      button.setAttribute('aria-label', name);
      button.title = name;
      button.replaceChildren(kit.icon(playing ? kit.ICONS.pause : kit.ICONS.play));
    };
    const stop = () => {
      clearTimeout(timer);
      timer = null;
      show(false);
    };
    // The next step waits for the one before: a large map plays slower, never in leaps.
    const go = (ranges) => {
      setRange(view, ...ranges[0]);
      if (ranges.length === 1) stop();
      else timer = setTimeout(go, PACE, ranges.slice(1));
    };
    button.addEventListener('click', () => {
      if (timer) return stop();
      show(true);
      return go(kit.playRanges(view.range, view.domain));
    });
    view.brush.track.addEventListener('pointerdown', () => timer && stop(), { capture: true });
    view.brush.track.addEventListener('keydown', () => timer && stop(), { capture: true });
    return button;
  }

  function undatedCount(store) {
    let count = 0;
    for (let row = 0; row < store.n; row += 1) count += store.undated(row) ? 1 : 0;
    return count;
  }

  function undatedSwitch({ store, words }, root) {
    const count = undatedCount(store);
    if (!count) return;
    const box = h('input', { type: 'checkbox', checked: true });
    box.addEventListener('change', () => {
      const { undated: _, ...others } = store.filters;
      store.filter(box.checked ? others : { ...others, undated: false });
    });
    store.subscribe(() => {
      box.checked = store.filters.undated !== false;
    });
    root.append(h('label', { class: 'undated' }, box, ' ', words.say('time.undated', { count })));
  }
})();
