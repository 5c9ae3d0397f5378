'use strict';
// The facts of one event, each with how well it is known: the body of its card.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  // One fact: its name, what is known, and in smaller words how well.
  const fact = (name, value, ...notes) =>
    value
      ? [
          h('dt', {}, name),
          h(
            'dd',
            {},
            value,
            notes
              .flat()
              .filter(Boolean)
              .map((note) => h('small', {}, note)),
          ),
        ]
      : [];

  // A long text: at once where it is decoded, else as soon as it is.
  function longText({ store }, name, row, make) {
    if (store.decoded(name, row)) {
      const text = store.value(name, row);
      return text === null ? [] : make(kit.bdi(text));
    }
    const blank = kit.bdi('…');
    const parts = [make(blank)].flat();
    store.text(name, row).then((text) => {
      if (text === null) parts.forEach((part) => part.remove());
      else blank.textContent = kit.visible(text);
    });
    return parts;
  }

  /** What is known of an event, as the terms and descriptions of a list. */
  kit.facts = (app, row) => {
    const { words, store } = app;
    const say = (key) => words.say(`card.${key}`);
    const named = (column) => {
      const names = kit.names(store.value(column, row));
      return names.length ? names.map((name, at) => [at ? words.say('mark.semicolon') : null, kit.bdi(name)]) : null;
    };
    return [
      when(app, row),
      where(app, row),
      fact(say('pcode'), named('district_pcode') ?? named('province_pcode')),
      fact(say('who'), named('actor') ?? words.say('actor.unknown')),
      fact(say('target'), named('target') ?? say('target.none')),
      fact(say('weapons'), named('weapons')),
      fact(say('codename'), named('codename')),
      toll(app, row, 'killed'),
      toll(app, row, 'injured'),
      voices(app, row),
      same(app, row),
      longText(app, 'notes', row, (text) => fact(say('notes'), text)),
      review(app, row),
      fact(say('protected'), named('protected')),
      change(app, row, named('change_note')),
    ];
  };

  function when({ words, describe, store }, row) {
    const quoted = describe.quotedWhen(row, kit.bdi);
    return fact(
      words.say('card.when'),
      words.when(store.start[row], store.end[row], words.LONG),
      words.has(`when.${store.value('date_precision', row)}`) &&
        words.say(`when.${store.value('date_precision', row)}`),
      quoted.length > 0 && words.phrase('when.words', { words: quoted }),
    );
  }

  function where(app, row) {
    const { words, describe, store } = app;
    const value = (name) => store.value(name, row);
    const km = value('uncertainty_km');
    const precision = `where.${value('where_precision')}`;
    const matched = value('matched_name');
    const place = value('place');
    const relation = value('place_relation');
    const first =
      place && words.has(`place.${relation}.short`)
        ? words.phrase(`place.${relation}.short`, { place: kit.bdi(place) })
        : describe.place(row) && kit.bdi(describe.place(row));
    const names = [first, ...describe.within(row).map(kit.bdi)].filter(Boolean);
    return fact(
      words.say('card.where'),
      names.length ? names.map((name, at) => [at ? words.say('mark.comma') : null, name]) : words.say('place.none'),
      [
        words.has(precision) && words.say(precision),
        km > 0 &&
          value('geometry_role') === 'near' &&
          words.say('where.uncertainty', { km: words.say('unit.km', { number: km }) }),
      ]
        .filter(Boolean)
        .join(words.say('mark.comma')),
      !app.places.has(row) && words.say('where.unmapped'),
      matched &&
        kit.fold(matched) !== kit.fold(place ?? '') &&
        words.phrase('where.matched', { name: kit.bdi(matched) }),
      longText(app, 'match_note', row, (text) => text),
      value('province_flag') &&
        h('strong', {}, words.phrase('card.flag', { words: kit.bdi(value('province_flag')) })),
    );
  }

  // Who proposed the event and who checked it; nothing where a person coded it.
  function review({ words, store }, row) {
    if (kit.unreviewed(store, row)) return fact(words.say('card.review'), h('strong', {}, words.say('card.unreviewed')));
    const name = store.value('proposed_by', row) !== null && store.value('reviewed_by', row);
    return fact(words.say('card.review'), name && words.phrase('card.reviewed', { name: kit.bdi(name) }));
  }

  // What became of the event since an earlier edition, and what stood there.
  function change({ words, store }, row, note) {
    const kind = store.value('change', row);
    return fact(kind && words.say(`change.${kind}`), kind && (note ?? words.say('legend.change')));
  }

  function toll({ words, describe, store }, row, kind) {
    const number = describe.tollOf(kind, row);
    const parts =
      kind === 'killed'
        ? ['children', 'civilians'].map((group) => {
            const count = store.value(`killed_${group}`, row);
            return count === null ? null : words.say(`toll.${group}`, { count });
          })
        : [];
    return fact(words.say(`toll.${kind}`), number ?? words.say('toll.none'), ...parts);
  }

  const FEW = 5; // suggestions told at once

  // Events of other sources that may be this one; each leads to its own card.
  function same(app, row) {
    const { words, store, describe } = app;
    const others = kit
      .names(store.value('same_as', row))
      .map((id) => store.row(id))
      .filter((other) => other >= 0);
    if (!others.length) return [];
    const links = others.slice(0, FEW).map((other) => {
      const text = [...describe.titleParts(other, kit.bdi), ' · ', ...describe.whenParts(other, words.SHORT, kit.bdi)];
      const button = h('button', { type: 'button', class: 'text-button', 'data-same': store.id(other) }, text);
      button.addEventListener('click', () => conflictmap.select(store.id(other)));
      return h('span', { class: 'voice' }, button);
    });
    const more = others.length > FEW && words.say('paper.more', { count: others.length - FEW });
    return fact(words.say('card.same'), links, more, words.say('card.same.note'));
  }

  function voices({ words, store }, row) {
    const lines = ['claimed_by', 'acknowledged_by', 'alleged_by', 'denied_by'].flatMap((column) => {
      const names = kit.names(store.value(column, row));
      if (!names.length) return [];
      const parts = names.map((name, at) => [at ? words.say('mark.semicolon') : null, kit.bdi(name)]);
      return [h('span', { class: `voice voice-${column}` }, words.phrase(`card.${column}`, { names: parts }))];
    });
    return fact(words.say('card.status'), lines.length ? lines : null);
  }
})();
