'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const english = kit.tables.get('en');
const others = [...kit.tables].filter(([tag]) => tag !== 'en');
const forms = (entry) => (typeof entry === 'string' ? { other: entry } : entry);
const slots = (text) => (text.match(/\{[a-z]+\}/g) ?? []).sort();
// The slots that some form of an entry has: "one event" may leave its number out, "events" may not.
const allSlots = (entry) => [...new Set(Object.values(forms(entry)).flatMap(slots))].sort();

test('every language says what English says, with the same values in it', () => {
  for (const [tag, table] of others) {
    for (const [key, entry] of Object.entries(table)) {
      if (key === 'locale' || key === 'dir') continue;
      assert.ok(Object.hasOwn(english, key), `${tag} ${key} is no word of the page`);
      assert.deepEqual(allSlots(entry), allSlots(english[key]), `${tag} ${key}`);
    }
  }
});

// What needs no translation where a language writes it as English does.
const NEUTRAL = new Set(['mark.comma', 'mark.semicolon', 'toll.exact', 'card.hash', 'unit.km', 'unit.mi', 'unit.m', 'unit.ft']);

test('every language has every word', () => {
  for (const [tag, table] of others) {
    const missing = Object.keys(english).filter((key) => !Object.hasOwn(table, key) && !NEUTRAL.has(key));
    assert.deepEqual(missing, [], tag);
  }
});

test('every language has every form that its plural rules ask for', () => {
  for (const [tag, table] of others) {
    const asked = new Intl.PluralRules(table.locale).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(table)) {
      if (typeof entry === 'string') continue;
      const there = Object.keys(entry);
      const missing = asked.filter((form) => !there.includes(form) && form !== 'many');
      assert.deepEqual(missing, [], `${tag} ${key}`);
    }
  }
});

test('a language is written in its own direction, and what it lacks is English', () => {
  assert.deepEqual(
    others.filter(([, { dir }]) => dir === 'rtl').map(([tag]) => tag).sort(),
    ['ar', 'fa', 'ur'],
  );
  kit.tables.set('xx', { locale: 'en', dir: 'ltr', 'card.what': 'Xx' });
  const words = kit.createWords('xx-YY');
  kit.tables.delete('xx');
  assert.equal(words.say('card.what'), 'Xx');
  assert.equal(words.say('card.where'), 'Where');
});

test('dates stay in the sources\u2019 own calendar and zone', () => {
  for (const tag of ['ar', 'es', 'fa', 'fr', 'ru', 'uk', 'ur']) {
    const words = kit.createWords(tag);
    const digits = words.date(kit.day('2024-01-16')).normalize('NFKD');
    const latin = digits.replace(/\p{Nd}/gu, (digit) => {
      const zero = [0x30, 0x660, 0x6f0].find((start) => digit.codePointAt(0) - start >= 0 && digit.codePointAt(0) - start < 10);
      return String(digit.codePointAt(0) - zero);
    });
    assert.match(latin, /16/, tag);
    assert.match(latin, /2024/, tag);
  }
});
