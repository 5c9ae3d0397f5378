'use strict';
// Reads what layers/payload.py wrote: base64, then gzip through the browser's own DecompressionStream,
// then numbers byte plane by byte plane. Nothing is fetched and nothing is run.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const SIXES = new Uint8Array(128);
  [...LETTERS].forEach((letter, six) => {
    SIXES[letter.charCodeAt(0)] = six;
  });

  /** The bytes of a base64 text. */
  kit.bytesOf = (text) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    const bytes = new Uint8Array((text.length / 4) * 3 - padding);
    for (let from = 0, to = 0; from < text.length; from += 4, to += 3) {
      const four =
        (SIXES[text.charCodeAt(from)] << 18) |
        (SIXES[text.charCodeAt(from + 1)] << 12) |
        (SIXES[text.charCodeAt(from + 2)] << 6) |
        SIXES[text.charCodeAt(from + 3)];
      bytes[to] = four >> 16;
      bytes[to + 1] = four >> 8; // beyond the end of the array nothing is written
      bytes[to + 2] = four;
    }
    return bytes;
  };

  /** Unpack gzip. */
  kit.inflate = async (bytes) => {
    const { readable, writable } = new DecompressionStream('gzip');
    const writer = writable.getWriter();
    const written = writer.write(bytes).then(() => writer.close());
    const [content] = await Promise.all([new Response(readable).arrayBuffer(), written]);
    return new Uint8Array(content);
  };

  /** A stream as payload.py wrote it; one that begins with "=" was too small to be compressed. */
  kit.readStream = async (text) => (text[0] === '=' ? kit.bytesOf(text.slice(1)) : kit.inflate(kit.bytesOf(text)));

  /** A stream of the page by its name, unpacked; it is read once, and its text given back. */
  kit.stream = async (name) => {
    const element = document.getElementById(`conflictmap-${name}`);
    if (!element) throw new Error(`the page lacks its part ${name}`);
    const text = element.textContent;
    element.remove();
    return kit.readStream(text);
  };

  /** Whole numbers as Packer.add describes them: {at, count, width, low, delta} or {count, same}. */
  kit.unpack = (bytes, { at, count, width, low, delta, same }, make = (size) => new Int32Array(size)) => {
    const found = make(count);
    if (same !== undefined) return found.fill(same);
    // One loop for each width: this is where the time goes.
    const [b, c, d] = [at + count, at + 2 * count, at + 3 * count];
    let sum = 0;
    const put = (row, value) => {
      sum = delta ? sum + value + low : value + low;
      found[row] = sum;
    };
    if (width === 1) for (let row = 0; row < count; row += 1) put(row, bytes[at + row]);
    else if (width === 2) for (let row = 0; row < count; row += 1) put(row, bytes[at + row] | (bytes[b + row] << 8));
    else if (width === 3)
      for (let row = 0; row < count; row += 1)
        put(row, bytes[at + row] | (bytes[b + row] << 8) | (bytes[c + row] << 16));
    else
      for (let row = 0; row < count; row += 1) {
        let high = bytes[d + row] * 16_777_216;
        for (let plane = 4; plane < width; plane += 1) high += bytes[at + plane * count + row] * 256 ** plane;
        put(row, high + (bytes[at + row] | (bytes[b + row] << 8) | (bytes[c + row] << 16)));
      }
    return found;
  };

  function unpackReals(bytes, { at, count }) {
    const turned = new Uint8Array(count * 8);
    for (let plane = 0; plane < 8; plane += 1)
      for (let row = 0; row < count; row += 1) turned[row * 8 + plane] = bytes[at + plane * count + row];
    return new Float64Array(turned.buffer);
  }

  // Whole numbers, or the sum of them and what they are the difference from. The array takes sums modulo 2**32.
  function wholeNumbers(bytes, { numbers, of, map }, columns) {
    const found = kit.unpack(bytes, numbers);
    if (map) {
      const { codes } = columns.get(of);
      const table = kit.unpack(bytes, map);
      for (let row = 0; row < found.length; row += 1) found[row] += table[codes[row]];
    } else if (of) {
      const { days } = columns.get(of);
      for (let row = 0; row < found.length; row += 1) found[row] += days[row];
    }
    return found;
  }

  const KINDS = {
    codes: (bytes, { codes, values }) =>
      kit.codesColumn(
        kit.unpack(bytes, codes, (count) => kit.codeArray(count, values.length)),
        values,
      ),
    lookup(bytes, { of, map, rows, codes, values }, columns) {
      const base = columns.get(of).codes;
      const table = kit.unpack(bytes, map);
      const found = kit.codeArray(base.length, values.length);
      for (let row = 0; row < found.length; row += 1) found[row] = table[base[row]];
      const other = kit.unpack(bytes, codes);
      const odd = kit.unpack(bytes, rows);
      for (let at = 0; at < odd.length; at += 1) found[odd[at]] = other[at];
      return kit.codesColumn(found, values);
    },
    date: (bytes, column, columns) => kit.daysColumn(wholeNumbers(bytes, column, columns)),
    scaled: (bytes, column, columns) => kit.scaledColumn(wholeNumbers(bytes, column, columns), column.scale),
    real: (bytes, { reals }) => kit.realColumn(unpackReals(bytes, reals)),
    names(bytes, { lengths, text }) {
      const ends = kit.unpack(bytes, lengths, (count) => new Uint32Array(count));
      for (let row = 1; row < ends.length; row += 1) ends[row] += ends[row - 1];
      return kit.namesColumn(new TextDecoder().decode(bytes.subarray(text.at, text.at + text.bytes)), ends);
    },
    numbered: (bytes, { prefix, digits, numbers }) =>
      kit.numberedColumn(prefix, digits, kit.unpack(bytes, numbers)),
  };

  /** A table from its first stream; `stream(name)` gives the others when they are asked for. */
  kit.readTable = async (name, stream = kit.stream) => {
    const bytes = await stream(name);
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const manifest = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
    const numbers = bytes.subarray(4 + size);
    const columns = new Map();
    const entries = Object.entries(manifest.columns);
    const later = ({ of }) => (of ? 1 : 0); // what follows from another column needs that one
    entries.sort(([, a], [, b]) => later(a) - later(b));
    entries
      .filter(([, { kind }]) => kind !== 'text' && kind !== 'as')
      .forEach(([key, column]) => columns.set(key, KINDS[column.kind](numbers, column, columns)));
    entries.filter(([, { kind }]) => kind === 'as').forEach(([key, { of }]) => columns.set(key, columns.get(of)));
    const texts = kit.createTexts({
      names: entries.filter(([, { kind }]) => kind === 'text').map(([key]) => key),
      rows: manifest.rows,
      blocks: manifest.blocks,
      stream: (part) => stream(`${name}-${part}`),
    });
    texts.columns.forEach((column, key) => columns.set(key, column));
    return kit.createTable(manifest.rows, columns, texts);
  };
})();
