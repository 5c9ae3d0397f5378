'use strict';
// Provinces shaded by the events that are shown, or by the dead that are stated in them. Unknown has a
// look of its own, a province without events none; hatching says how much is known only to an area.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const CLASSES = 5;
  const TONES = [[], [3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]]; // of so many classes
  const MEASURES = ['events', 'killed'];
  const SHARES = [25, 50, 75, 100]; // per cent of events known only to an area, each with a hatching
  const ICON = 'M4 7.5 9.5 5l5.5 2.5L20 5v11.5L15 19l-5.5-2.5L4 19ZM9.5 5v11.5M15 7.5V19';

  /**
   * What is asked of each event, in arrays made once: `tract[row]` (-1: none), `area[row]`, and the
   * toll as `low`, `value` (best, else the lowest; -1: not stated) and `high` (-1: open).
   */
  kit.tallyColumns = (store, keys) => {
    const tractOf = new Map(keys.flatMap((group, tract) => group.map((key) => [key, tract])));
    const { codes, values } = kit.firstKnown(store, ['province_code', 'province']);
    const tracts = values.map((key) => tractOf.get(key) ?? -1);
    const made = { tract: new Int32Array(store.n), area: new Uint8Array(store.n) };
    for (const name of ['low', 'value', 'high']) made[name] = new Int32Array(store.n);
    for (let row = 0; row < store.n; row += 1) {
      made.tract[row] = tracts[codes[row]];
      made.area[row] = ['area', 'line'].includes(store.value('geometry_role', row)) ? 1 : 0;
      const [best, low, high] = ['best', 'low', 'high'].map((name) => store.value(`killed_${name}`, row));
      // A best number alone is the whole interval; beside a bound, the other bound is not known.
      const alone = low === null && high === null ? best : null;
      made.value[row] = best ?? low ?? -1;
      made.low[row] = low ?? alone ?? 0;
      made.high[row] = high ?? alone ?? -1;
    }
    return made;
  };

  const nothing = () => ({ events: 0, area: 0, stated: 0, killed: 0, low: 0, high: 0, open: false });

  /**
   * Sums by tract of some rows, and of those outside of any: {events, area, stated, killed,
   * low, high, open}. `stated`: events with a number of dead; `open`: no upper bound is known.
   */
  kit.tally = (columns, rows, count) => {
    const [tracts, outside] = [Array.from({ length: count }, nothing), nothing()];
    const { tract, area, low, value, high } = columns;
    for (const row of rows) {
      const sum = tract[row] < 0 ? outside : tracts[tract[row]];
      sum.events += 1;
      sum.area += area[row];
      if (value[row] >= 0 || high[row] >= 0) {
        sum.stated += value[row] >= 0 ? 1 : 0;
        sum.killed += Math.max(value[row], 0);
        sum.low += low[row];
        sum.high += Math.max(high[row], 0);
      }
      if (high[row] < 0) sum.open = true;
    }
    return { tracts, outside };
  };

  /** Where classes begin: at most five, each so many times the last, in round numbers from 1 on. */
  kit.shadeBreaks = (most) => {
    if (most <= CLASSES) return Array.from({ length: Math.max(most, 1) }, (_, at) => at + 1);
    const step = most ** (1 / CLASSES);
    const round = (number) => {
      const power = 10 ** Math.floor(Math.log10(number));
      return Math.max(1, [1, 2, 5, 10].map((part) => part * power).find((part) => part >= number * 0.85));
    };
    const breaks = [1];
    for (let at = 1; at < CLASSES; at += 1) {
      const next = round(step ** at);
      if (next > breaks.at(-1) && next <= most) breaks.push(next);
    }
    return breaks;
  };

  /** The class of a sum: 0 for none, 1 for the first, null where it is not known. */
  kit.shadeOf = (sum, measure, breaks) => {
    if (sum.events === 0) return 0;
    if (measure === 'killed' && sum.stated === 0) return null;
    return breaks.filter((least) => sum[measure] >= least).length;
  };

  /** What is known of a tract in words: the events, the dead with their interval, what is left out. */
  kit.tallyWords = (words, sum) => {
    if (!sum.events) return words.say('shade.none');
    const parts = [words.say('area.several', { count: sum.events })];
    if (sum.stated) {
      const number = words.toll(sum.killed, sum.low, sum.open ? null : sum.high);
      parts.push(words.say('toll.killed.short', { number }));
    }
    const left = sum.events - sum.stated;
    if (left) parts.push(words.say('shade.unstated', { count: left }));
    if (sum.area) parts.push(words.say('shade.area', { count: sum.area }));
    return parts.join(' · ');
  };

  conflictmap.room?.('choropleth', (app, { scale, keys, shapes }) => {
    const { store, map, words } = app;
    if (!keys.length) return;
    const pane = map.createPane('shades');
    pane.style.zIndex = 250;
    const view = { app, keys, measure: null, columns: null, breaks: [], sums: [], paths: [], told: -1, tall: 0 };
    view.names = keys.map((group) => group.map((key) => nameOf(app, key)).join(' / '));
    view.button = kit.button(words.say('shade.title'), { icon: ICON, 'aria-pressed': 'false' }, () =>
      show(view, view.measure ? null : 'events'),
    );
    app.slot('buttons').append(h('div', { class: 'button-group' }, view.button));
    const measure = (name) => show(view, name);
    const draw = kit.paced(store.n > kit.MANY, () => view.measure && shade(view));
    store.subscribe((change) => change === 'filter' && draw());
    app.states.set('shade', { read: () => view.measure, write: (said) => measure(MEASURES.includes(said) ? said : null) });
    view.start = () => {
      view.columns = kit.tallyColumns(store, keys);
      const { tracts } = kit.tally(view.columns, view.columns.tract.keys(), keys.length);
      view.most = Object.fromEntries(MEASURES.map((name) => [name, Math.max(...tracts.map((sum) => sum[name]))]));
      const renderer = L.svg({ pane: 'shades', padding: 0.5 });
      document.body.append(patterns());
      view.paths = shapes.map((polygons, tract) => addTract(view, polygons, tract, { scale, renderer }));
      view.card = createCard(view, measure);
    };
  });

  const nameOf = ({ store, describe }, key) => {
    const row = store.facetRow('province', key);
    return row < 0 ? key : (store.value('province', row) ?? describe.place(row));
  };

  // Each tract is drawn twice: its shade, and over it the hatching.
  function addTract(view, polygons, tract, { scale, renderer }) {
    const rings = polygons.map((text) => kit.decodePolygon(text, scale));
    const options = { pane: 'shades', renderer, interactive: false, smoothFactor: 0.6 };
    const [fill, hatch] = ['shade', 'shade-hatch'].map((className) =>
      L.polygon(rings, { ...options, className }).addTo(view.app.map).getElement(),
    );
    for (const type of ['pointerenter', 'click']) fill.addEventListener(type, () => tell(view, tract));
    return { fill, hatch };
  }

  function show(view, measure) {
    const { app, button } = view;
    if (measure && !view.columns) view.start();
    view.measure = measure;
    button.setAttribute('aria-pressed', String(Boolean(measure)));
    document.documentElement.toggleAttribute('data-shaded', Boolean(measure));
    if (view.card) {
      view.card.element.hidden = !measure;
      // A phone's map is too small to lie under it.
      app.slot(app.phone() ? 'counts' : 'strip').append(view.card.element);
    }
    if (measure) {
      view.breaks = kit.shadeBreaks(view.most[measure]);
      legend(view);
      shade(view);
    }
    app.surface.redraw();
    app.emit('layout');
    app.emit('state');
  }

  function shade(view) {
    const { app, measure, breaks, paths } = view;
    const { tracts, outside } = kit.tally(view.columns, app.store.listed(), paths.length);
    view.sums = tracts;
    paths.forEach(({ fill, hatch }, tract) => {
      const sum = tracts[tract];
      const level = kit.shadeOf(sum, measure, breaks);
      fill.dataset.shade = level ? TONES[breaks.length][level - 1] : (level ?? 'unknown');
      const share = SHARES.find((most) => sum.area * 100 <= most * sum.events);
      hatch.style.fill = sum.area ? `url(#cm-share-${share})` : 'none';
    });
    list(view);
    view.card.outside.textContent = outside.events ? app.words.say('shade.outside', { count: outside.events }) : '';
    tell(view, view.told);
  }

  // The shades that occur, with the numbers they stand for.
  function legend({ app: { words }, card, breaks, measure }) {
    const names = breaks.map((least, at) => {
      const next = breaks[at + 1];
      if (next === undefined) return words.say('shade.from', { count: least });
      return next === least + 1 ? words.number(least) : words.say('toll.range', { low: least, high: next - 1 });
    });
    const key = (name, text) =>
      h('li', { class: Number.isFinite(name) ? null : 'is-wide' }, h('span', { class: 'shade-key', 'data-shade': name, 'aria-hidden': 'true' }), h('span', {}, text));
    const none = words.say(`shade.nought.${measure}`);
    card.keys.replaceChildren(
      key(0, none),
      ...names.map((text, at) => key(TONES[breaks.length][at], text)),
      ...(measure === 'killed' ? [key('unknown', words.say('toll.none.short'))] : []),
      key('area', words.say('shade.hatched')),
    );
    card.choices.forEach((choice) => choice.setAttribute('aria-pressed', String(choice.dataset.measure === measure)));
  }

  function list({ app: { words }, card, names, sums, measure }) {
    const order = sums.map((_, tract) => tract).filter((tract) => sums[tract].events);
    order.sort((a, b) => sums[b][measure] - sums[a][measure] || (names[a] < names[b] ? -1 : 1));
    card.list.replaceChildren(
      ...order.map((tract) => h('li', {}, kit.bdi(names[tract]), ': ', kit.tallyWords(words, sums[tract]))),
    );
  }

  function tell(view, tract) {
    const { app, card, names, sums, paths } = view;
    paths[view.told]?.fill.classList.remove('is-told');
    view.told = tract;
    card.told.replaceChildren();
    card.told.classList.toggle('is-hint', tract < 0);
    if (tract < 0) {
      card.told.append(app.words.say('shade.hint'));
      return;
    }
    paths[tract].fill.classList.add('is-told');
    kit.fill(card.told, h('strong', {}, kit.bdi(names[tract])), h('br'), kit.tallyWords(app.words, sums[tract]));
    // It stays as tall as it once was, so that names make way for it once.
    const tall = card.told.offsetHeight;
    if (tall <= view.tall) return;
    view.tall = tall;
    card.told.style.minBlockSize = `${tall}px`;
    app.emit('layout');
  }

  function createCard({ app: { words } }, choose) {
    const choices = MEASURES.map((name) => {
      const choice = h('button', { type: 'button', 'data-measure': name }, words.say(`shade.${name}`));
      choice.addEventListener('click', () => choose(name));
      return choice;
    });
    const [keys, told, outside] = [h('ul', { class: 'shade-keys' }), h('p', { class: 'shade-told' }), h('p', { class: 'shade-outside' })];
    const rows = h('ol', { tabindex: 0, 'aria-label': words.say('shade.list') });
    const title = words.say('shade.title');
    const element = h(
      'section',
      { class: 'shades', 'data-over-map': '', 'data-gives-way': '', 'aria-label': title },
      h('h2', {}, title),
      h('div', { class: 'shade-choices', role: 'group', 'aria-label': title }, choices),
      keys,
      told,
      outside,
      h('details', { class: 'shade-list' }, h('summary', {}, words.say('shade.list')), rows),
    );
    return { element, choices, keys, told, outside, list: rows };
  }

  // The more of a province's events are known only to an area, the wider the lines.
  const patterns = () =>
    kit.svg(
      'svg',
      { class: 'definitions', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' },
      SHARES.map((share) =>
        kit.svg(
          'pattern',
          { id: `cm-share-${share}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' },
          kit.svg('rect', { class: 'shade-line', width: (4 * share) / 100, height: 8 }),
        ),
      ),
      kit.svg(
        'pattern',
        { id: 'cm-unknown', width: 7, height: 7, patternUnits: 'userSpaceOnUse' },
        kit.svg('rect', { class: 'shade-ground', width: 7, height: 7 }),
        kit.svg('circle', { class: 'shade-dot', cx: 3.5, cy: 3.5, r: 1.3 }),
      ),
    );
})();
