'use strict';
// The page's own controls: heading, theme, zoom, scale, sources and the "about" dialog.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const ICONS = {
    plus: 'M12 6v12M6 12h12',
    minus: 'M6 12h12',
    fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
    auto: 'M12 4a8 8 0 1 0 0 16ZM12 4a8 8 0 1 1 0 16',
    light:
      'M12 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
    dark: 'M19 14.5A7.5 7.5 0 0 1 9.5 5A7.5 7.5 0 1 0 19 14.5Z',
    close: 'M6 6l12 12M18 6 6 18',
    previous: 'M14 6l-6 6 6 6',
    next: 'M10 6l6 6-6 6',
    chevron: 'M6 9l6 6 6-6',
    play: 'M8 5.5v13l11-6.5Z',
    pause: 'M8 6v12M16 6v12',
    ascending: 'M7 18V6M3.5 9.5 7 6l3.5 3.5M14 8h3M14 12h5M14 16h7',
    descending: 'M7 6v12M3.5 14.5 7 18l3.5-3.5M14 8h7M14 12h5M14 16h3',
    table: 'M4 5h16v14H4ZM4 10h16M4 14.5h16M10 10v9',
    download: 'M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14',
    search: 'M10.5 4.5a6 6 0 1 1 0 12a6 6 0 1 1 0-12ZM15 15l5 5',
  };
  kit.ICONS = ICONS;

  kit.controls = (app) => {
    heading(app);
    mapButtons(app);
    scaleBar(app);
    credits(app);
    readingHelp(app);
    sources(app);
    aboutDialog(app);
  };

  function heading({ data, words, slot, on, store }) {
    slot('title').append(kit.bdi(data.title));
    if (data.description) slot('description').append(kit.bdi(data.description));
    else slot('description').remove();
    const skip = slot('skip');
    skip.textContent = words.say('map.skip');
    slot('stage').setAttribute('aria-label', words.say('map.label'));
    on('print', () => slot('dates').replaceChildren(shownDays(store, words)));
  }

  // The days of what is shown: paper has no time line.
  function shownDays(store, words) {
    let [first, last] = [Infinity, -Infinity];
    for (let row = 0; row < store.n; row += 1) {
      if (!store.mask[row]) continue;
      for (const day of [store.start[row], store.end[row]]) {
        if (!Number.isFinite(day)) continue;
        first = Math.min(first, day);
        last = Math.max(last, day);
      }
    }
    return first <= last ? words.when(first, last, words.LONG) : words.say('time.none');
  }

  function mapButtons(app) {
    const { map, words } = app;
    const zoomIn = kit.button(words.say('map.zoomIn'), { icon: ICONS.plus }, () => map.zoomIn());
    const zoomOut = kit.button(words.say('map.zoomOut'), { icon: ICONS.minus }, () => map.zoomOut());
    const fit = kit.button(words.say('map.fit'), { icon: ICONS.fit }, () => app.fit());
    app.slot('buttons').append(themeButton(app), h('div', { class: 'button-group' }, zoomIn, zoomOut, fit));
    const limits = () => {
      zoomIn.disabled = map.getZoom() >= map.getMaxZoom();
      zoomOut.disabled = map.getZoom() <= map.getMinZoom();
    };
    map.on('zoomend', limits);
  }

  function themeButton(app) {
    const { words, emit } = app;
    const order = ['auto', 'light', 'dark'];
    let at = 0;
    const button = kit.button('', { icon: ICONS.auto, class: 'theme' }, () => show((at + 1) % 3));
    const show = (next) => {
      at = next;
      const theme = order[at];
      document.documentElement.dataset.theme = theme;
      const name = words.say(`theme.${theme}`);
      button.setAttribute('aria-label', name);
      button.title = name;
      button.replaceChildren(kit.icon(ICONS[theme]));
      emit('theme');
    };
    app.theme = (name) => show(order.indexOf(name));
    show(0);
    return button;
  }

  /** The longest of 1, 2, 5 × 10ⁿ that fits into `limit`. */
  kit.roundLength = (limit) => {
    const power = 10 ** Math.floor(Math.log10(limit));
    return [5, 2, 1].map((step) => step * power).find((length) => length <= limit);
  };

  function scaleBar({ map, words, slot }) {
    const rows = [
      ['km', 1000, 'm', 1],
      ['mi', 1609.344, 'ft', 0.3048],
    ].map((units) => {
      const bar = h('span', { class: 'scale-bar' });
      const text = h('span', {});
      slot('scale').append(h('span', { class: 'scale-row' }, bar, text));
      return { bar, text, units };
    });
    const draw = () => {
      const size = map.getSize();
      const y = size.y / 2;
      const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
      rows.forEach(({ bar, text, units: [big, perBig, small, perSmall] }) => {
        const [unit, per] = metres >= perBig ? [big, perBig] : [small, perSmall];
        const length = kit.roundLength(metres / per);
        text.textContent = words.say(`unit.${unit}`, { number: length });
        bar.style.inlineSize = `${Math.round((100 * length * per) / metres)}px`;
      });
    };
    map.on('moveend', draw);
  }

  // What layers that a user of the library added ask to be printed; their markup is told as text.
  const plainText = (markup) => markup.replace(/<[^>]*>/g, '').replaceAll('&copy;', '©').replaceAll('&amp;', '&');

  function credits({ data, map, words, slot }) {
    const text = h('span', {});
    const draw = () => {
      const added = new Set();
      map.eachLayer((layer) => added.add(plainText(layer.getAttribution?.() ?? '')));
      added.delete('');
      const lines = [...(data.rooms.basemap?.attribution ?? []), ...added, 'Leaflet'];
      text.replaceChildren();
      text.setAttribute('title', lines.join(' · ')); // one line, which may be cut; the whole stands in "about"
      kit.fill(text, lines.map((line, at) => [at ? ' · ' : null, kit.bdi(line)]));
    };
    draw();
    if (data.hosts?.length) map.on('layeradd layerremove', draw);
    kit.fill(slot('credits'), text, ' ', h('button', { type: 'button', class: 'text-button', 'data-about': '' }, words.say('about.open')));
  }

  const FEW = 12; // events that hardly ever crowd

  const section = (title, ...content) => h('section', {}, h('h2', {}, title), ...content);

  function readingHelp({ data, store, words, slot }) {
    const crowded = store.n > FEW ? ['cluster'] : [];
    const lines = ['point', 'near', 'area', 'status', ...crowded, 'unknown'].map((name) =>
      h('li', {}, words.say(`about.read.${name}`)),
    );
    slot('foot').append(section(words.say('about.read'), h('ul', { class: 'plain' }, lines)));
    const note = data.rooms.basemap?.boundary_note;
    if (note) slot('foot').append(section(words.say('about.boundaries'), h('p', {}, kit.bdi(note))));
  }

  /** One source as a reader cites it. */
  kit.source = (words, { publisher, title, url, archived, published, retrieved, sha256 }) => {
    const dates = [
      published && words.say('card.published', { date: words.format(kit.day(published)) }),
      retrieved && words.say('card.retrieved', { date: words.format(kit.day(retrieved)) }),
    ].filter(Boolean);
    return h(
      'div',
      { class: 'source' },
      publisher && h('span', { class: 'source-publisher' }, kit.bdi(publisher)),
      h('span', { class: 'source-title' }, url ? kit.link(url, title || url) : kit.bdi(title ?? '')),
      h(
        'span',
        { class: 'source-dates' },
        ...between(' · ', [
          ...dates,
          archived && archivedCopy(words, archived),
          sha256 && hashButton(words, sha256),
        ]),
      ),
    );
  };

  // A path is no link, but it says where to look.
  function archivedCopy(words, archived) {
    const name = words.say('card.archived');
    return kit.webAddress(archived) ? kit.link(archived, name) : kit.bdi(`${name}: ${archived}`);
  }

  const between = (sign, parts) => parts.filter(Boolean).flatMap((part, at) => (at ? [sign, part] : [part]));

  // The first ten characters are enough to compare by eye; the whole is one click away.
  function hashButton(words, sha256) {
    const text = words.say('card.hash', { short: `${sha256.slice(0, 10)}…` });
    const button = h(
      'button',
      {
        type: 'button',
        class: 'hash',
        title: sha256,
        'aria-label': `${text}. ${words.say('card.hash.copy')}`,
      },
      text,
    );
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(sha256);
        button.textContent = words.say('card.hash.copied');
      } catch {
        button.textContent = sha256; // no clipboard here (a frame, a file): show it to be selected
      }
    });
    return button;
  }

  /** The rows of the sources table, by their key. */
  kit.sourceRows = ({ sources }) => {
    const names = Object.keys(sources);
    return new Map(
      (sources.source_id ?? []).map((id, at) => [
        id,
        Object.fromEntries(names.map((name) => [name, sources[name][at]])),
      ]),
    );
  };

  function sources({ data, words, slot }) {
    const rows = [...kit.sourceRows(data).values()];
    slot('foot').append(
      section(
        words.say('about.sources'),
        rows.length
          ? h(
              'ul',
              { class: 'plain sources' },
              rows.map((row) => h('li', {}, kit.source(words, row))),
            )
          : h('p', {}, words.say('about.sources.none')),
        data.hosts?.length ? h('p', { class: 'hosts' }, words.phrase('about.hosts', { hosts: kit.bdi(data.hosts.join(', ')) })) : null,
      ),
    );
  }

  function aboutDialog({ data, words }) {
    const dialog = h('dialog', { class: 'about', 'aria-labelledby': 'about-title' });
    const close = kit.button(words.say('card.close'), { icon: ICONS.close, class: 'close' }, () => dialog.close());
    dialog.append(
      close,
      h('h2', { id: 'about-title' }, words.say('about.open')),
      h('h3', {}, words.say('about.attribution')),
      h(
        'ul',
        { class: 'plain' },
        (data.rooms.basemap?.attribution ?? []).map((line) => h('li', {}, kit.bdi(line))),
      ),
      h('h3', {}, words.say('about.record')),
      record(data.record, words),
      h('h3', {}, words.say('about.leaflet')),
      h('pre', { tabindex: 0, role: 'region', 'aria-label': words.say('about.leaflet') }, data.notice),
    );
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    document
      .querySelectorAll('[data-about]')
      .forEach((button) => button.addEventListener('click', () => dialog.showModal()));
  }

  // The record is whatever the builder wrote: objects become lists within lists.
  function record(value, words) {
    if (value === null || typeof value !== 'object') return kit.bdi(value === null ? '' : String(value));
    if (Array.isArray(value))
      return h(
        'ul',
        { class: 'record-list' },
        value.map((part) => h('li', {}, record(part, words))),
      );
    const entries = Object.entries(value);
    if (!entries.length) return h('p', {}, words.say('about.record.none'));
    return h(
      'dl',
      { class: 'record' },
      entries.map(([name, part]) => [h('dt', {}, kit.bdi(name)), h('dd', {}, record(part, words))]),
    );
  }
})();
