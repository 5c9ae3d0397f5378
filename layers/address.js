'use strict';
// What is shown, in the page's address: `#view=lat/lng/zoom&type=shelling&from=2024-01-16&event=E1`.
// A link leads back to it, and so does reloading. What an address says wrongly is passed over.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const LISTS = ['type', 'actor', 'status', 'role', 'precision', 'country', 'province', 'toll', 'change'];
  const NUMBERS = new Set(['precision', 'toll']);
  const THEMES = new Set(['light', 'dark']);
  // What rooms keep in the address, by the form of what they may say (app.states).
  const ROOMS = { shade: /^(events|killed)$/, step: /^[1-9]\d{0,2}$/ };
  const SLACK = 3; // pixels that the map may shift when its frame settles
  const PAUSE = 200; // of a moving map or brush, in milliseconds, before the address is written

  /** The address of a state {view: [lat, lng, zoom], filters, selected, theme, rooms}, without its `#`. */
  kit.writeAddress = ({ view = null, filters = {}, selected = null, theme = null, rooms = {} }) => {
    const said = new URLSearchParams();
    if (view) said.set('view', [+view[0].toFixed(4), +view[1].toFixed(4), +view[2].toFixed(2)].join('/'));
    for (const name of LISTS)
      [filters[name] ?? []].flat().forEach((value) => said.append(name, value === null ? '' : String(value)));
    // An empty list shows nothing, which no value could say.
    LISTS.filter((name) => Array.isArray(filters[name]) && !filters[name].length).forEach((name) =>
      said.append('none', name),
    );
    for (const name of ['from', 'to', 'text']) if (filters[name]) said.set(name, filters[name]);
    if (filters.undated === false) said.set('undated', 'no');
    if (selected !== null) said.set('event', selected);
    if (THEMES.has(theme)) said.set('theme', theme);
    for (const name of Object.keys(ROOMS)) if (rooms[name]) said.set(name, rooms[name]);
    // These signs mean nothing in an address, and people read it.
    return said.toString().replace(/%2F/g, '/').replace(/%3B/g, ';');
  };

  /** The state that an address says; a part that it says wrongly is as if it were not said. */
  kit.readAddress = (address) => {
    const said = new URLSearchParams(String(address).replace(/^#/, ''));
    const filters = {};
    for (const name of LISTS) {
      const values = said.getAll(name).map((value) => (NUMBERS.has(name) ? numeral(value) : value));
      const known = values.filter((value) => value !== undefined);
      if (known.length) filters[name] = known;
    }
    said.getAll('none').filter((name) => LISTS.includes(name) && !filters[name]).forEach((name) => (filters[name] = []));
    for (const name of ['from', 'to']) if (isDay(said.get(name))) filters[name] = said.get(name);
    if (said.get('text')) filters.text = said.get('text');
    if (said.get('undated') === 'no') filters.undated = false;
    const theme = THEMES.has(said.get('theme')) ? said.get('theme') : null;
    const rooms = Object.fromEntries(
      Object.entries(ROOMS).flatMap(([name, form]) => (form.test(said.get(name) ?? '') ? [[name, said.get(name)]] : [])),
    );
    return { view: viewOf(said.get('view')), filters, selected: said.get('event'), theme, rooms };
  };

  const numeral = (text) => (text === '' ? text : /^\d{1,9}$/.test(text) ? Number(text) : undefined);

  const isDay = (text) => {
    try {
      return kit.day(text) !== null;
    } catch {
      return false;
    }
  };

  function viewOf(text) {
    const numbers = (text ?? '').split('/').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const [lat, lng, zoom] = numbers;
    const fits = numbers.length === 3 && numbers.every(Number.isFinite);
    return fits && Math.abs(lat) <= 90 && Math.abs(lng) <= 540 && zoom >= 0 && zoom <= 30 ? numbers : null;
  }

  conflictmap.room?.('address', (app) => {
    const { map, store } = app;
    let waiting = null;
    let written = '';
    let home = null; // where the page starts by itself: not worth an address

    const here = () => ({ centre: map.getCenter(), zoom: map.getZoom() });
    const atHome = ({ centre, zoom }) =>
      zoom === home.zoom && map.project(centre, zoom).distanceTo(map.project(home.centre, zoom)) < SLACK;
    // A step of a story says where the map is, unless the address says it otherwise.
    const view = (place) => (atHome(place) && !app.states.get('step')?.read() ? null : [place.centre.lat, place.centre.lng, place.zoom]);

    const write = () => {
      waiting = null;
      written = kit.writeAddress({
        view: view(here()),
        filters: store.filters,
        selected: store.selected < 0 ? null : store.id(store.selected),
        theme: document.documentElement.dataset.theme,
        rooms: Object.fromEntries([...app.states].map(([name, state]) => [name, state.read()])),
      });
      if (written === location.hash.slice(1)) return;
      try {
        history.replaceState(history.state, '', written ? `#${written}` : '#');
      } catch {
        // A frame made of text alone has no address that could be written.
      }
    };
    const later = () => {
      waiting ??= setTimeout(write, PAUSE);
    };

    const read = () => {
      const said = kit.readAddress(location.hash);
      app.theme(said.theme ?? 'auto');
      // First: a step of a story is what the rest of the address may differ from.
      app.states.forEach((state, name) => state.write(said.rooms[name] ?? null));
      if (said.rooms.step && !said.view) return;
      const [lat, lng, zoom] = said.view ?? [home.centre.lat, home.centre.lng, home.zoom];
      map.setView([lat, lng], zoom, { animate: false });
      store.filter(said.filters);
      const row = said.selected === null ? -1 : store.row(said.selected);
      store.select(row >= 0 && store.mask[row] ? row : -1);
    };

    app.on('ready', () => {
      home = here();
      if (location.hash.length > 1) read();
      map.on('moveend', later);
      store.subscribe(later);
      app.on('theme', later);
      app.on('state', later);
      addEventListener('hashchange', () => location.hash.slice(1) !== written && read());
    });
  });
})();
