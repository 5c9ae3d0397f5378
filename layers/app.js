'use strict';
// The page starts here: data, words, store, the page's own controls, then each room in the order
// in which it was added. Rooms see the app, never each other.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const builders = new Map();
  const AT_ONCE = 4; // blocks of long texts that are read at the start
  let store = null;
  let drawn = () => [];
  let counted = {};

  /**
   * Register a room: `build(app, data)` is called once, when the events are there; with
   * `{ground: true}` before that, without a store, so that something is seen while they are read.
   */
  conflictmap.room = (name, build, { ground = false } = {}) => {
    builders.set(name, { build, ground });
  };

  const ready = () => document.documentElement.dataset.ready === 'true';

  /** What the page shows now: counts, filters, selection. */
  conflictmap.state = () => ({ ready: ready(), ...(store ? store.state() : counted) });

  /** Select an event and open its card; false if there is no such event. */
  conflictmap.select = (eventId) => {
    const row = store.row(eventId);
    if (row < 0) return false;
    if (!store.mask[row]) store.filter({});
    store.select(row);
    return true;
  };

  /** Show exactly the events that pass: {type, actor, status, from, to, text …}, see store.js. */
  conflictmap.filter = (filters = {}) => {
    store.filter(filters);
    return conflictmap.state();
  };

  /** What the page shows once long texts have been searched too. */
  conflictmap.settled = async () => {
    await store.settled;
    return conflictmap.state();
  };

  /** What is drawn in view: {kind, count, event_id, x, y, radius, ring, selected}, in pixels of the map. */
  conflictmap.drawn = () => drawn();

  /** No filter, no selection. */
  conflictmap.reset = () => {
    store.select(-1);
    store.filter({});
    return conflictmap.state();
  };

  /** Start the page on the host's map: the ground at once, the events as soon as they are read. */
  conflictmap.start = async (map) => {
    const loaded = kit.holdLoad();
    try {
      const data = JSON.parse(document.getElementById('conflictmap-data').textContent);
      counted = data.counts;
      const app = createFrame(map, data);
      map.invalidateSize({ animate: false });
      app.fit(); // before the ground is there, so that it is drawn once
      build(app, true);
      const reading = await readEvents(app);
      app.opening = true;
      store = app.store;
      kit.controls(app);
      build(app, false);
      new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
      map.invalidateSize({ animate: false });
      app.fit();
      app.surface.start();
      drawn = app.marks.drawn;
      app.marks.settle();
      app.emit('layout');
      printing(app);
      app.emit('ready');
      app.opening = false;
      app.emit('drawing');
      await finish(app);
      reading.remove();
    } catch (error) {
      // A page with a part missing could mislead, so it says so before it fails.
      document.body.prepend(kit.h('p', { class: 'failed', role: 'alert' }, kit.createWords().say('page.failed')));
      throw error;
    } finally {
      loaded();
    }
  };

  // The map is drawn and can be used; of many events list, chart and names follow in idle moments.
  async function finish({ rehearsals }) {
    const large = store.n > kit.MANY;
    document.documentElement.dataset.ready = 'true';
    if (large) await kit.allDrawn();
    store.texts?.ahead();
    if (large) kit.rehearse(store, [store.rehearse, ...rehearsals]);
  }

  function build(app, ground) {
    for (const [name, room] of builders) if (room.ground === ground) room.build(app, app.data.rooms[name] ?? null);
  }

  // The events stand behind the scripts in the file: the frame is on the screen before they are read.
  async function readEvents(app) {
    const line = kit.h('p', { class: 'progress', role: 'status' }, app.words.say('page.reading', { count: counted.total }));
    app.slot('list').append(line);
    const table = await kit.readTable('events', kit.streamOnceWritten);
    // Few texts are read at once, so that nobody ever waits for them.
    if (table.texts.blocks <= AT_ONCE) await table.texts.all();
    addStore(app, kit.createStore(table));
    return line;
  }

  function createFrame(map, data) {
    const words = kit.createWords(data.language);
    document.documentElement.setAttribute('dir', words.dir);
    document.body.setAttribute('lang', words.language); // of our words, should there be none in the page's
    document.body.append(kit.symbolDefinitions());
    const listeners = new Map();
    const app = {
      data,
      map,
      words,
      store: null,
      opening: false, // while rooms are built and the view is found, nothing is drawn: then once
      // Where event `row` is drawn: get(row) gives {rect(), latlng, bounds, group()}, or undefined.
      places: kit.createPlaces(),
      // Functions from a row to what is drawn of it, {spot: [lng, lat], shape: GeoJSON geometry}, or null.
      geometries: [],
      // Functions that give the names to be placed, and the boxes that names must keep clear of.
      labels: [],
      obstacles: [],
      // What is done once for nothing, so that the first filter of a large map finds its loops compiled.
      rehearsals: [],
      // What rooms keep in the page's address beside the filter: name -> {read(), write(text or null)}.
      states: new Map(),
      slot: (name) => document.querySelector(`[data-slot="${name}"]`),
      on: (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
      emit: (name) => (listeners.get(name) ?? []).forEach((listener) => listener()),
      reduced: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
      phone: () => matchMedia('(max-width: 760px)').matches,
    };
    app.geometry = (row) => {
      for (const of of app.geometries) {
        const found = of(row);
        if (found) return found;
      }
      return null;
    };
    app.fit = () => fit(app);
    app.reveal = (row) => reveal(app, row);
    return app;
  }

  function addStore(app, events) {
    app.store = events;
    app.colours = kit.actorColours(events);
    app.describe = kit.describe(events, app.words, countryNames(app.data));
    app.symbol = (row) =>
      kit.symbol({
        type: events.value('event_type', row),
        status: events.value('status', row),
        actor: app.colours.ofRow(row),
        role: events.value('geometry_role', row),
      });
    app.surface = kit.createSurface(app, { pane: 'events', level: 610 });
    app.marks = kit.createMarks(app);
  }

  // Paper has its own width: lay the page out for it, then draw the map for that.
  function printing({ map, fit, emit }) {
    let before = null; // where a reader was, to be there again when the printer is done
    const change = (on) => {
      if (on) {
        before ??= [map.getCenter(), map.getZoom()];
        emit('print');
      }
      document.documentElement.toggleAttribute('data-printing', on);
      map.invalidateSize({ animate: false });
      if (on) fit();
      else if (before) map.setView(...before, { animate: false });
      if (!on) before = null;
      emit('layout');
    };
    addEventListener('beforeprint', () => change(true));
    addEventListener('afterprint', () => change(false));
    matchMedia('print').addEventListener('change', ({ matches }) => change(matches));
  }

  // The names that the basemap's labels use, so that the list and the map say the same.
  function countryNames(data) {
    const { code = [], name = [] } = data.rooms.basemap?.countries ?? {};
    return new Map(code.map((letters, at) => [letters, name[at]]));
  }

  // The declared bounds, kept clear of the controls that lie over the map.
  function fit({ map, data, slot }) {
    const [west, south, east, north] = data.bounds;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const legend = slot('legend').offsetWidth;
    const { x: width, y: height } = map.getSize();
    // A frame too small to keep anything clear has no room for padding either.
    if (width < 80 || height < 80) {
      map.setView(bounds.getCenter(), map.getMinZoom(), { animate: false });
      return;
    }
    const beside = legend && legend < width / 3 ? legend + 20 : 12;
    const rtl = document.documentElement.dir === 'rtl';
    map.fitBounds(bounds, {
      paddingTopLeft: [rtl ? beside : 12, 12],
      paddingBottomRight: [rtl ? 12 : beside, 30],
      animate: false,
    });
  }

  // Bring an event into view, moving the map only if it is out of it.
  function reveal({ map, places, reduced }, row) {
    const place = places.get(row);
    if (!place) return;
    const animate = !reduced();
    if (place.bounds) {
      if (!map.getBounds().intersects(place.bounds))
        map.fitBounds(place.bounds, { animate, maxZoom: map.getZoom() });
    } else if (!map.getBounds().pad(-0.08).contains(place.latlng)) {
      map.panTo(place.latlng, { animate });
    }
  }
})();
