'use strict';
// A line of time: every event as the interval it lies in, and a window of days to look through.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h, svg } = kit;

  conflictmap.room?.('timeline', (app) => {
    const domain = kit.timeDomain(app.store);
    const root = h('section', { class: 'timeline', 'aria-label': app.words.say('time.title') });
    app.slot('time').append(root);
    if (!domain) {
      root.append(h('p', { class: 'none' }, app.words.say('time.none')));
      undatedSwitch(app, root);
      return;
    }
    createTimeline(app, root, domain);
  });

  function createTimeline(app, root, domain) {
    pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    const { store, words } = app;
    const chart = svg('svg', { class: 'time-chart', 'aria-hidden': 'true', focusable: 'false' });
    const window_ = h('div', { class: 'time-window' });
    const handles = ['from', 'to'].map((name) =>
      h('div', {
        class: `time-handle time-${name}`,
        role: 'slider',
        tabindex: 0,
        'aria-label': words.say(`time.${name}`),
      }),
    );
    const track = h('div', { class: 'time-track' }, chart, window_, handles);
    const text = h('output', { class: 'time-range' });
    const view = {
      app,
      domain,
      chart,
      window_,
      handles,
      track,
      text,
      width: 0,
      range: [...domain],
      bars: new Map(),
    };
    root.append(playButton(view), track, text);
    undatedSwitch(app, root);
    brush(view);
    new ResizeObserver(() => {
      view.width = track.clientWidth;
      if (view.width) drawChart(view);
      drawWindow(view);
    }).observe(track);
    store.subscribe((change) => {
      if (change === 'filter') {
        readFilter(view);
        if (view.width) drawChart(view);
        drawWindow(view);
      }
      view.bars.forEach((element, row) => element.classList.toggle('is-selected', row === store.selected));
    });
    drawWindow(view);
  }

  const x = ({ domain: [first, last], width }, day) => ((day - first) / (last - first + 1)) * width;

  // The filter is the one truth: the window follows it, whoever set it.
  function readFilter(view) {
    const { from, to } = view.app.store.filters;
    const [first, last] = view.domain;
    view.range = [Math.max(first, kit.day(from) ?? first), Math.min(last, kit.day(to) ?? last)];
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

  function drawChart(view) {
    const { app, chart, domain, width } = view;
    const { store } = app;
    const rows = kit
      .listOrder(store)
      .filter((row) => !store.undated(row))
      .sort((a, b) => Math.max(store.start[a], domain[0]) - Math.max(store.start[b], domain[0]));
    const spans = rows.map((row) => [Math.max(store.start[row], domain[0]), Math.min(store.end[row], domain[1])]);
    const lanes = kit.timeLanes(spans);
    view.bars = new Map(rows.map((row, at) => [row, bar(view, row, spans[at], lanes[at])]));
    chart.replaceChildren(...ticks(view), ...view.bars.values());
  }

  function bar(view, row, [start, end], lane) {
    const { store, colours } = view.app;
    const [left, right] = [x(view, start), x(view, end + 1)];
    const open = store.start[row] === -Infinity ? 'start' : store.end[row] === Infinity ? 'end' : '';
    const state = store.mask[row] ? '' : ' is-off';
    const rect = svg('rect', {
      class: `time-bar actor-${colours.ofRow(row)}${state}`,
      x: left + 0.5,
      y: 4 + lane * 9,
      width: Math.max(3, right - left - 1),
      height: 7,
      rx: 2,
    });
    if (open) rect.style.fill = `url(#cm-fade-${open}-${colours.ofRow(row)})`;
    return rect;
  }

  // Measured in the page's own font, so that neighbours never touch.
  const pen = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  function widthOf(label) {
    return pen.measureText(label).width;
  }

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
      const room = widthOf(label);
      const line = svg('path', { class: 'time-tick', d: `M${left} 33V38` });
      if (left < free || left + room > view.width) return [line];
      year = of;
      free = left + room + 10;
      return [line, svg('text', { class: 'time-label', x: left, y: 49 }, label)];
    });
  }

  function drawWindow(view) {
    const {
      app: { words },
      window_,
      handles,
      range: [from, to],
      domain: [first, last],
      text,
    } = view;
    const percent = (day) => `${((day - first) / (last - first + 1)) * 100}%`;
    const [left, right] = [percent(from), percent(to + 1)];
    window_.style.left = left;
    window_.style.right = `calc(100% - ${right})`;
    handles[0].style.left = left;
    handles[1].style.left = right;
    [from, to].forEach((day, at) => {
      handles[at].setAttribute('aria-valuemin', at ? from : first);
      handles[at].setAttribute('aria-valuemax', at ? last : to);
      handles[at].setAttribute('aria-valuenow', day);
      handles[at].setAttribute('aria-valuetext', words.date(day, words.LONG));
    });
    text.classList.toggle('is-all', from === first && to === last);
    text.textContent = from === first && to === last ? words.say('time.all') : words.range(from, to);
  }

  const clampTo = (value, low, high) => Math.max(low, Math.min(value, high));

  function brush(view) {
    const {
      handles,
      window_,
      track,
      domain: [first, last],
    } = view;
    const move = [
      (day) => setRange(view, clampTo(day, first, view.range[1]), view.range[1]),
      (day) => setRange(view, view.range[0], clampTo(day, view.range[0], last)),
    ];
    handles.forEach((handle, at) => {
      handle.addEventListener('keydown', (event) => {
        const day = keyDay(event.key, view.range[at], view.domain);
        if (day === null) return;
        event.preventDefault();
        move[at](day);
      });
      drag(handle, view, (day) => move[at](at ? day - 1 : day));
    });
    dragWindow(window_, view);
    track.addEventListener('dblclick', () => setRange(view, first, last));
  }

  /** The day that a key on a handle leads to, or null. */
  const keyDay = (key, day, [first, last]) => {
    const page = Math.max(7, Math.round((last - first) / 10));
    const steps = new Map([
      ['ArrowLeft', -1],
      ['ArrowDown', -1],
      ['ArrowRight', 1],
      ['ArrowUp', 1],
      ['PageDown', -page],
      ['PageUp', page],
      ['Home', first - day],
      ['End', last - day],
    ]);
    return steps.has(key) ? day + steps.get(key) : null;
  };

  const dayAt = ({ track, domain: [first, last] }, clientX) => {
    const box = track.getBoundingClientRect();
    return Math.round(first + ((clientX - box.left) / box.width) * (last - first + 1));
  };

  function drag(element, view, onDay) {
    element.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      element.focus();
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener('pointermove', (event) => {
      if (element.hasPointerCapture(event.pointerId)) onDay(dayAt(view, event.clientX));
    });
  }

  function dragWindow(element, view) {
    let grabbed = null;
    element.addEventListener('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId);
      grabbed = { day: dayAt(view, event.clientX), range: [...view.range] };
    });
    element.addEventListener('pointermove', (event) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const [first, last] = view.domain;
      const {
        day,
        range: [from, to],
      } = grabbed;
      const moved = clampTo(dayAt(view, event.clientX) - day, first - from, last - to);
      setRange(view, from + moved, to + moved);
    });
  }

  // Play lets the last day run to the end; a narrow window slides along instead.
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
      clearInterval(timer);
      timer = null;
      show(false);
    };
    const [first, last] = view.domain;
    const step = Math.max(1, Math.round((last - first + 1) / 60));
    button.addEventListener('click', () => {
      if (timer) return stop();
      const [from, to] = view.range;
      const slides = from > first;
      const width = to - from;
      if (to >= last) setRange(view, first, slides ? first + width : first);
      show(true);
      timer = setInterval(() => {
        const next = Math.min(last, view.range[1] + step);
        setRange(view, slides ? next - width : first, next);
        if (next >= last) stop();
      }, 500);
    });
    return button;
  }

  function undatedSwitch({ store, words }, root) {
    let count = 0;
    for (let row = 0; row < store.n; row += 1) count += store.undated(row) ? 1 : 0;
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
