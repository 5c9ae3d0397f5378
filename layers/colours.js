'use strict';
// Which actor has which colour: by number of events, then by name, so that it never depends on chance.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** How many actors get a colour of their own; the rest share one. */
  kit.ACTOR_COLOURS = 7;
  kit.OTHER_ACTOR = 'other';
  kit.UNKNOWN_ACTOR = 'unknown';

  /** The names under which actors' colours stand in the style sheet. */
  kit.actorClasses = () => [
    ...Array.from({ length: kit.ACTOR_COLOURS }, (_, rank) => String(rank)),
    kit.OTHER_ACTOR,
    kit.UNKNOWN_ACTOR,
  ];

  /** The colours of a store's actors, by name and by row. */
  kit.actorColours = (store) => {
    const counts = [...store.totals('actor')].filter(([name]) => name !== null);
    const ranked = counts.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const colours = new Map(
      ranked.map(([name], rank) => [name, rank < kit.ACTOR_COLOURS ? rank : kit.OTHER_ACTOR]),
    );
    const of = (name) => (name === null ? kit.UNKNOWN_ACTOR : (colours.get(name) ?? kit.OTHER_ACTOR));
    const allOfRow = (row) => {
      const names = store.actorsOf(row);
      return names.length ? names.map(of) : [kit.UNKNOWN_ACTOR];
    };
    return { ranked: ranked.map(([name]) => name), of, allOfRow, ofRow: (row) => allOfRow(row)[0] };
  };
})();
