'use strict';
// Every word the page says of its own, in one table, and the sentences made of dates and numbers.
// A language is one more table; nothing else in the page contains words.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const en = {
    locale: 'en-GB',
    dir: 'ltr',
    // what happened
    'type.air_strike': 'Air strike',
    'type.drone_strike': 'Drone strike',
    'type.missile_strike': 'Missile strike',
    'type.shelling': 'Shelling',
    'type.bombing': 'Bombing',
    'type.armed_clash': 'Armed clash',
    'type.armed_attack': 'Armed attack',
    'type.abduction': 'Abduction',
    'type.naval_attack': 'Naval attack',
    'type.other': 'Other event',
    'type.none': 'Event, type not stated',
    // where
    'relation.at': '{what} at {place}',
    'relation.in': '{what} in {place}',
    'relation.near': '{what} near {place}',
    'relation.between': '{what} between {place}',
    'relation.off': '{what} off {place}',
    'relation.along': '{what} along {place}',
    'relation.none': '{what}, {place}',
    'place.none': 'place not stated',
    'place.between': '{a} and {b}',
    'where.1': 'known to the exact place',
    'where.2': 'known to the surroundings of the place',
    'where.3': 'known only to the district',
    'where.4': 'known only to the province',
    'where.5': 'known only to a line or region',
    'where.6': 'known only to the country',
    'where.7': 'at sea or in the air',
    'where.uncertainty': 'within {km} of the mark',
    'where.matched': 'Found as {name}',
    'where.unmapped': 'Not on the map: the place is not known well enough to draw.',
    'area.province': 'somewhere in this province',
    'area.district': 'somewhere in this district',
    'area.line': 'somewhere along this line',
    'area.region': 'somewhere in this area',
    'area.several': { one: '{count} event', other: '{count} events' },
    // how well the place is known
    'role.point': 'Exact place',
    'role.near': 'Near (≈), ring: how far',
    'role.area': 'Somewhere in an area',
    'role.line': 'Somewhere along a line',
    'role.none': 'Not on the map',
    'chip.near': 'Nearby',
    'chip.near.km': 'Within {km}',
    'chip.area': 'Area only',
    'chip.line': 'Line only',
    'chip.none': 'Not on the map',
    'place.near.short': 'near {place}',
    'place.off.short': 'off {place}',
    'place.along.short': 'along {place}',
    'place.between.short': 'between {place}',
    // who says so
    'status.acknowledged': 'Acknowledged',
    'status.claimed': 'Claimed by one side',
    'status.alleged': 'Alleged',
    'status.reported': 'Reported',
    'status.contested': 'Contested',
    'status.none': 'Status not stated',
    'status.acknowledged.long': 'The acting side says it did it.',
    'status.claimed.long': 'The acting side alone says so.',
    'status.alleged.long': 'The other side says so.',
    'status.reported.long': 'A neutral voice reports it; no side has spoken.',
    'status.contested.long': 'It is explicitly denied.',
    // who
    'actor.unknown': 'Actor not known',
    'actor.others': { one: '{count} other actor', other: '{count} other actors' },
    // when
    'when.none': 'date not stated',
    'when.until': 'no later than {date}',
    'when.from': 'no earlier than {date}',
    'when.quoted': '“{words}”',
    'when.words': 'In the source’s words: {words}',
    'when.1': 'known to the day',
    'when.2': 'known to two to six days',
    'when.3': 'known to the week',
    'when.4': 'known to the month',
    'when.5': 'known only roughly, or not at all',
    // toll
    'toll.killed': 'Killed',
    'toll.injured': 'Injured',
    'toll.killed.short': '{number} killed',
    'toll.injured.short': '{number} injured',
    'toll.exact': '{number}',
    'toll.range': '{low} to {high}',
    'toll.best': '{best} (between {low} and {high})',
    'toll.best.atleast': '{best} (at least {low})',
    'toll.best.atmost': '{best} (at most {high})',
    'toll.atleast': 'at least {low}',
    'toll.atmost': 'at most {high}',
    'toll.uncounted': 'at least 1, number not stated',
    'toll.uncounted.killed': 'At least 1 killed, number not stated',
    'toll.uncounted.injured': 'At least 1 injured, number not stated',
    'toll.none': 'not stated',
    'toll.none.short': 'Toll not stated',
    'toll.children': { one: 'including {count} child', other: 'including {count} children' },
    'toll.civilians': { one: 'including {count} civilian', other: 'including {count} civilians' },
    'toll.children.all': { one: '{count} child killed', other: '{count} children killed' },
    // the card
    'card.what': 'What',
    'card.when': 'When',
    'card.where': 'Where',
    'card.who': 'By',
    'card.target': 'Against',
    'card.target.none': 'not stated',
    'card.weapons': 'Weapons',
    'card.codename': 'Codename',
    'card.toll': 'Toll',
    'card.status': 'Who says so',
    'card.claimed_by': 'Claimed by {names}',
    'card.acknowledged_by': 'Acknowledged by {names}',
    'card.alleged_by': 'Alleged by {names}',
    'card.denied_by': 'Denied by {names}',
    'card.notes': 'Note',
    'card.supports': 'Supports: {fields}',
    'card.source': { one: 'Source', other: 'Sources' },
    'card.source.none': 'No source is given.',
    'card.published': 'published {date}',
    'card.retrieved': 'read {date}',
    'card.hash': 'SHA-256 {short}',
    'card.hash.copy': 'Copy the full SHA-256 of the text that was read',
    'card.hash.copied': 'Copied',
    'card.close': 'Close',
    'card.previous': 'Previous event here',
    'card.next': 'Next event here',
    'card.stack': '{at} of {count} here',
    'card.flag': 'Check: {words}',
    // what a quote supports
    'field.place': 'place',
    'field.date_start': 'date',
    'field.date_end': 'date',
    'field.date_text': 'date',
    'field.place_relation': 'place',
    'field.admin1': 'province',
    'field.country': 'country',
    'field.killed_best': 'deaths',
    'field.killed_low': 'deaths',
    'field.killed_high': 'deaths',
    'field.killed_children': 'children among the dead',
    'field.killed_civilians': 'civilians among the dead',
    'field.injured_best': 'injuries',
    'field.injured_low': 'injuries',
    'field.injured_high': 'injuries',
    'field.actor': 'actor',
    'field.target': 'target',
    'field.status': 'status',
    'field.claimed_by': 'claim',
    'field.acknowledged_by': 'acknowledgement',
    'field.alleged_by': 'allegation',
    'field.denied_by': 'denial',
    'field.weapons': 'weapons',
    'field.codename': 'codename',
    'field.event_type': 'what happened',
    'field.notes': 'note',
    // the list
    'list.title': 'Events',
    'list.undated': 'No exact date',
    'list.unmapped': 'Not on the map',
    'list.none': 'No event passes the filters.',
    'list.empty': 'This map holds no events.',
    // counts
    'count.exact': 'exact',
    'count.near': 'near',
    'count.area': 'area',
    'count.unlocated': 'unlocated',
    'count.hidden': 'hidden by filters',
    'count.label': 'How many events, by how well the place is known',
    'count.aside': { one: '{count} row of the file set aside', other: '{count} rows of the file set aside' },
    'count.shown': '{shown} of {total} events shown',
    // the legend
    'legend.title': 'Legend',
    'legend.type': 'What happened',
    'legend.status': 'Who says so',
    'legend.actor': 'By whom',
    'legend.role': 'How exact',
    'legend.reset': 'Show all',
    'legend.hint': 'Press an entry to show only its events.',
    // the time line
    'time.title': 'Time',
    'time.from': 'First day shown',
    'time.to': 'Last day shown',
    'time.play': 'Play through time',
    'time.pause': 'Pause',
    'time.all': 'All dates',
    'time.none': 'No event has a date.',
    'time.undated': { one: '{count} undated', other: '{count} undated' },
    // the panel
    'about.read': 'How to read this map',
    'about.read.point': 'A symbol stands on a place only when the source names that place.',
    'about.read.near': 'The sign ≈ means near: the ring shows how far from the symbol the event may lie.',
    'about.read.area': 'Hatching means somewhere inside: no spot within it is more likely than another.',
    'about.read.status': 'The fill of a symbol says who stands behind the report.',
    'about.read.unknown': 'Unknown is never counted as zero, and never given a date.',
    'about.sources': 'Sources',
    'about.sources.none': 'No sources are listed.',
    'about.open': 'About this map',
    'about.record': 'Build record',
    'about.record.none': 'This page carries no build record.',
    'about.leaflet': 'Leaflet’s licence',
    'about.attribution': 'Map data and software',
    'about.boundaries': 'Boundaries',
    // the map's own controls
    'map.label': 'Map of the events',
    'map.marks': 'Events on the map',
    'map.zoomIn': 'Zoom in',
    'map.zoomOut': 'Zoom out',
    'map.fit': 'Fit the map to the events',
    'map.skip': 'Skip to the map',
    'map.stack': { one: '{count} event here', other: '{count} events here' },
    'theme.auto': 'Colours: as the device',
    'theme.light': 'Colours: light',
    'theme.dark': 'Colours: dark',
    'page.failed': 'Part of this page could not be drawn, so it must not be relied on.',
    'unit.km': '{number} km',
    'unit.mi': '{number} mi',
    'unit.m': '{number} m',
    'unit.ft': '{number} ft',
  };
  const tables = new Map([['en', en]]);

  /** The page's words in a language, or in English where there is no such table. */
  kit.createWords = (language = 'en') => {
    const base = String(language).toLowerCase().split('-')[0];
    const table = tables.get(base) ?? en;
    const has = (key) => Object.hasOwn(table, key);
    const plural = new Intl.PluralRules(table.locale);
    const numbers = new Intl.NumberFormat(table.locale);
    const number = (value) => numbers.format(value);

    /** The parts of a sentence: text, and the values put into it (text or elements). */
    function phrase(key, values = {}) {
      const entry = table[key];
      if (entry === undefined) throw new RangeError(`no words for ${key}`);
      const form = typeof entry === 'string' ? entry : entry[plural.select(values.count)] ?? entry.other;
      return form.split(/(\{[a-z]+\})/).filter(Boolean).map((part) => {
        const name = /^\{([a-z]+)\}$/.exec(part)?.[1];
        if (!name) return part;
        return typeof values[name] === 'number' ? number(values[name]) : values[name];
      });
    }
    const say = (key, values) => phrase(key, values).join('');

    /** Words for a code, or the code itself where it is none of ours. */
    const code = (group, value) => {
      if (value === null || value === '') return has(`${group}.none`) ? table[`${group}.none`] : '';
      return has(`${group}.${value}`) ? table[`${group}.${value}`] : String(value);
    };

    /** What a quote supports, in words; the column's name where it is none of ours. */
    const fieldName = (field) => (has(`field.${field}`) ? table[`field.${field}`] : field);

    const formats = new Map();
    const dateFormat = (options) => {
      const key = JSON.stringify(options);
      if (!formats.has(key)) {
        formats.set(key, new Intl.DateTimeFormat(table.locale, { timeZone: 'UTC', ...options }));
      }
      return formats.get(key);
    };
    const moment = (day) => new Date(day * 86_400_000);
    const LONG = { day: 'numeric', month: 'long', year: 'numeric' };
    const SHORT = { day: 'numeric', month: 'short', year: 'numeric' };

    const date = (day, options = SHORT) => dateFormat(options).format(moment(day));
    // "16–17 January", as it is set in print, where Intl puts spaces around the dash.
    const tidy = (text) => text.replace(/^(\p{Nd}{1,2})\s*–\s*(?=\p{Nd}{1,2}\s\p{L})/u, '$1–');

    /** A closed range of days; whole months and years are named as such. */
    function range(first, last, options = SHORT) {
      if (first === last) return date(first, options);
      const [a, b, after] = [moment(first), moment(last), moment(last + 1)];
      const wholeMonths = a.getUTCDate() === 1 && after.getUTCDate() === 1;
      if (wholeMonths && a.getUTCMonth() === 0 && after.getUTCMonth() === 0) {
        return tidy(dateFormat({ year: 'numeric' }).formatRange(a, b));
      }
      if (wholeMonths) return tidy(dateFormat({ month: options.month, year: 'numeric' }).formatRange(a, b));
      return tidy(dateFormat(options).formatRange(a, b));
    }

    /** When, in words: never a date that the event does not have. */
    function when(first, last, options = SHORT) {
      if (first === -Infinity && last === Infinity) return table['when.none'];
      if (first === -Infinity) return say('when.until', { date: date(last, options) });
      if (last === Infinity) return say('when.from', { date: date(first, options) });
      return range(first, last, options);
    }

    /** A toll in words: unknown never turns into nought. Null where nothing at all is stated. */
    function toll(best, low, high) {
      if (best === null && low === null && high === null) return null;
      if (best === null) return withoutBest(low, high);
      if (low === null && high === null) return number(best);
      if (high === null) return low === best ? say('toll.atleast', { low }) : say('toll.best.atleast', { best, low });
      if (low === null) return high === best ? number(best) : say('toll.best.atmost', { best, high });
      if (low === high) return number(best);
      return best === low || best === high ? say('toll.range', { low, high }) : say('toll.best', { best, low, high });
    }

    function withoutBest(low, high) {
      if (low !== null && high !== null) {
        return low === high ? number(low) : say('toll.range', { low, high });
      }
      if (high !== null) return say('toll.atmost', { high });
      // "Some died" is coded as low = 1 with neither a best nor a high number: say both halves.
      return low === 1 ? table['toll.uncounted'] : say('toll.atleast', { low });
    }

    return {
      table, language: tables.has(base) ? language : 'en', dir: table.dir,
      say, phrase, code, has, fieldName, number, date, range, when, toll,
      LONG, SHORT,
      list: (names) => new Intl.ListFormat(table.locale, { type: 'conjunction' }).format(names),
      format: (day, options) => tidy(date(day, options)),
    };
  };
})();
