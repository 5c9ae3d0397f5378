'use strict';
// What no mark can stand for is on the map all the same: a strip of events known only to their
// country, or to no place at all. Pressing one shows exactly these in the list.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const { h } = kit;
  const AT_ONCE = 3; // countries with a place of their own

  room('strip', (app) => {
    const { store, words } = app;
    const unmapped = kit.unmappedRows(store);
    if (!unmapped.length) return;
    const places = countries(app, unmapped);
    const chips = places.map((place) => chip(app, place));
    const title = h('span', { class: 'strip-title' }, kit.roleSymbol('none'), words.say('strip.title'));
    const strip = h(
      'div',
      { class: 'strip', role: 'group', 'data-over-map': '', 'aria-label': words.say('strip.title') },
      title,
      chips.map(({ button }) => button),
    );
    app.slot('strip').append(strip);
    const draw = () => {
      chips.forEach((one) => update(app, one));
      strip.hidden = chips.every(({ button }) => button.hidden);
    };
    draw();
    store.subscribe((change) => change === 'filter' && draw());
  });

  /** The rows that nothing on the map can stand for. */
  kit.unmappedRows = (store) => {
    const { codes, values } = kit.firstKnown(store, ['geometry_role']);
    const none = values.map((role) => !['point', 'near', 'area', 'line'].includes(role));
    const rows = new Uint32Array(codes.length);
    let count = 0;
    for (let row = 0; row < codes.length; row += 1) if (none[codes[row]]) rows[count++] = row;
    return rows.slice(0, count);
  };

  // The countries with the most such events, the others together, and what lies in no known country.
  function countries(app, unmapped) {
    const { codes, values } = kit.firstKnown(app.store, ['country_code', 'country']);
    const totals = new Uint32Array(values.length);
    for (const row of unmapped) totals[codes[row]] += 1;
    const present = values.map((_, code) => code).filter((code) => totals[code] > 0);
    const known = present.filter((code) => values[code] !== null);
    known.sort((a, b) => totals[b] - totals[a] || (values[a] < values[b] ? -1 : 1));
    const few = known.length > AT_ONCE + 1 ? known.slice(0, AT_ONCE) : known;
    const rest = known.slice(few.length);
    const group = (of, name) => ({
      countries: of.map((code) => values[code]),
      rows: unmapped.filter((row) => of.includes(codes[row])),
      name,
    });
    return [
      ...few.map((code) => group([code], kit.facetName(app, 'country', values[code]))),
      ...(rest.length ? [group(rest, app.words.say('strip.others', { count: rest.length }))] : []),
      ...(present.length > known.length ? [group(present.filter((code) => values[code] === null), app.words.say('strip.nowhere'))] : []),
    ];
  }

  function chip(app, place) {
    const count = h('strong', {});
    const button = h('button', { type: 'button', class: 'strip-chip', 'aria-pressed': 'false' }, kit.bdi(place.name), ' ', count);
    const one = { ...place, button, count };
    button.addEventListener('click', () => press(app.store, one));
    return one;
  }

  const same = (filter, values) => JSON.stringify(filter) === JSON.stringify(values);
  const isOn = ({ filters }, { countries: of }) => same(filters.role, ['none']) && same(filters.country, of);

  function press(store, one) {
    const { role: _, country: __, ...others } = store.filters;
    store.filter(isOn(store, one) ? others : { ...others, role: ['none'], country: one.countries });
  }

  function update({ store, words }, { button, count, rows, name, ...one }) {
    let shown = 0;
    for (const row of rows) shown += store.mask[row];
    const on = isOn(store, one);
    count.textContent = words.number(shown);
    button.hidden = shown === 0 && !on;
    button.setAttribute('aria-pressed', String(on));
    button.setAttribute('aria-label', words.say('strip.label', { place: name, count: shown }));
  }
})();
