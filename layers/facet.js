'use strict';
// One way to tell events apart: by type, by actor, by country … as numbers, one for each row.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** Several names in one cell, as a list. */
  kit.names = (cell) =>
    cell
      ? cell
          .split('; ')
          .map((name) => name.trim())
          .filter(Boolean)
      : [];

  /** The facets, and the columns whose first known value counts. */
  kit.FACETS = {
    type: ['event_type'],
    actor: ['actor'],
    status: ['status'],
    role: ['geometry_role'],
    precision: ['where_precision'],
    country: ['country_code', 'country'],
    province: ['province_code', 'province'],
    toll: ['killed_best', 'killed_low'],
    change: ['change'],
  };

  /**
   * A facet of a table by its name.
   * @returns `codes[row]`; `values[code]` as the table has it; `members[code]`, the values it stands for,
   * none for unknown; `totals[code]`; `exactly(value)` and `allowed(wanted)`: which codes are, or pass;
   * `byValue(counts)`: counts by code as a Map by value, unknown last
   */
  kit.createFacet = (table, name) => {
    const { codes, values } = kit.firstKnown(table, kit.FACETS[name]);
    const members = values.map((value) => {
      if (name === 'role') return [value ?? 'none'];
      if (name === 'actor') return kit.names(value);
      return value === null ? [] : [value];
    });
    const totals = new Uint32Array(values.length);
    for (let row = 0; row < codes.length; row += 1) totals[codes[row]] += 1;
    const numeric = name === 'toll' || name === 'precision';
    const same = (value) => (numeric && typeof value === 'string' ? Number(value) : value);
    const exactly = (value) => values.map((_, code) => (value === null ? !members[code].length : members[code].includes(value)));
    const passes = (wanted, code) => {
      if (!members[code].length) return wanted.includes(null);
      if (name === 'toll') return wanted.some((least) => least !== null && members[code][0] >= least);
      return members[code].some((value) => wanted.includes(value));
    };
    return {
      codes,
      values,
      members,
      exactly,
      totals,
      byValue: (counts) => byValue(counts, totals, members),
      allowed: (wanted) => Uint8Array.from(values, (_, code) => (passes(wanted.map(same), code) ? 1 : 0)),
    };
  };

  // Counts by code as counts by value, of the values that there are; unknown last.
  function byValue(counts, totals, members) {
    const found = new Map();
    let unknown = null;
    members.forEach((values, code) => {
      if (!totals[code]) return;
      if (!values.length) unknown = (unknown ?? 0) + counts[code];
      values.forEach((value) => found.set(value, (found.get(value) ?? 0) + counts[code]));
    });
    return unknown === null ? found : found.set(null, unknown);
  }
})();
