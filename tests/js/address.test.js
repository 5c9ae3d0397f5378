'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { kit } = require('./load.js');

const BARE = { view: null, filters: {}, selected: null, theme: null, rooms: {} };
const STATES = [
  {},
  { view: [26.97, 64.09, 6.25] },
  { view: [-33.4569, -179.9999, 0] },
  { filters: { type: ['air_strike', 'shelling'] } },
  { filters: { actor: ['A & B = C; D/E#F?', 'حركة', ''] } },
  { filters: { precision: [1, 4, ''], toll: [10] } },
  { filters: { from: '1898-02-15', to: '2038-01-19' } },
  { filters: { undated: false, text: 'sīstān +100% <b>' } },
  { filters: { status: [] } },
  { selected: '0' },
  { selected: 'IR 1&2', theme: 'dark' },
  { rooms: { shade: 'killed', step: '3' }, theme: 'dark' },
  { view: [1, 2, 3], filters: { country: ['IRN'], province: ['IR-11'], role: ['none'] }, theme: 'light' },
];

test('every state comes back from its address', () => {
  for (const state of STATES) {
    const whole = { ...BARE, ...state };
    assert.deepEqual(kit.readAddress(`#${kit.writeAddress(whole)}`), whole);
  }
});

test('a value alone is a list of one, and unknown is an empty value', () => {
  assert.equal(kit.writeAddress({ filters: { type: 'air_strike', status: [null] } }), 'type=air_strike&status=');
  assert.deepEqual(kit.readAddress('#status=').filters, { status: [''] });
});

test('what is said wrongly is passed over', () => {
  const wrong = '#view=1/2&from=2024-02-31x&to=yesterday&precision=four&toll=-1&theme=pink&undated=maybe&none=all&shade=blood&step=0&x=%';
  assert.deepEqual(kit.readAddress(wrong), BARE);
  assert.equal(kit.readAddress('#view=91/0/3').view, null);
  assert.equal(kit.readAddress('#view=//').view, null);
  assert.deepEqual(kit.readAddress('#%E0%A4%A&type=a'), { ...BARE, filters: { type: ['a'] } });
});
