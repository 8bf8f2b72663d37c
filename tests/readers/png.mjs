// The pixels of a picture, as the programs that draw write it.
import fs from 'node:fs';
import zlib from 'node:zlib';
import {check} from './lib.mjs';

/// The byte of these three that is nearest to where they lead: left, above, above left.
function nearest(a, b, c) {
  const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/// Undoes what a PNG's filter did to a row, given the row above it.
function unfilter(filter, row, above, channels) {
  const left = i => i < channels ? 0 : row[i - channels];
  switch (filter) {
    case 1:
      for (let i = channels; i < row.length; ++i) row[i] += row[i - channels];
      break;
    case 2:
      for (let i = 0; i < row.length; ++i) row[i] += above[i];
      break;
    case 3:
      for (let i = 0; i < row.length; ++i) row[i] += (left(i) + above[i]) >> 1;
      break;
    case 4:
      for (let i = 0; i < row.length; ++i)
        row[i] += nearest(left(i), above[i], i < channels ? 0 : above[i - channels]);
      break;
  }
}

/// The pixels of a PNG of 8 bits a channel, without interlacing, as libpng
/// writes it: how often each colour is there, as "#rrggbb".
export function coloursOf(png, writer) {
  const channelsOf = {2: 3, 6: 4};
  const width = png.readUInt32BE(16), height = png.readUInt32BE(20);
  const channels = channelsOf[png[25]];
  check(png[24] === 8 && channels && png[28] === 0, `${writer} writes another kind of PNG now`);
  const pieces = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      pieces.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const data = zlib.inflateSync(Buffer.concat(pieces));
  const size = width * channels;
  const counts = new Map();
  const add = (colour, count) => counts.set(colour, (counts.get(colour) ?? 0) + count);
  let above = new Uint8Array(size);
  for (let y = 0; y < height; ++y) {
    const at = y * (size + 1);
    const row = data.subarray(at + 1, at + 1 + size);
    unfilter(data[at], row, above, channels);
    // Most pixels are as the one before them.
    let same = 0, last = -1;
    for (let i = 0; i < size; i += channels) {
      const colour = row[i] << 16 | row[i + 1] << 8 | row[i + 2];
      if (colour !== last) {
        if (same > 0) add(last, same);
        same = 0;
        last = colour;
      }
      ++same;
    }
    if (same > 0) add(last, same);
    above = row;
  }
  return new Map([...counts].map(([colour, count]) =>
    ['#' + colour.toString(16).padStart(6, '0'), count]));
}

/// Fails unless a picture is drawn in all the colours that it names, black words on
/// white paper.
export function checkDrawn(name, svg, png, writer) {
  const named = new Set(fs.readFileSync(svg, 'utf8').match(/(?<=stroke=")#[0-9a-f]{6}(?=")/g));
  check(named.size > 0, `${name}: no line of the picture has a colour`);
  const drawn = coloursOf(png, writer);
  for (const colour of named)
    check((drawn.get(colour) ?? 0) >= 20,
          `${name}: ${writer} draws ${colour} in ${drawn.get(colour) ?? 0} pixels`);
  const dark = [...drawn].filter(([colour]) => /^#[0-5].[0-5].[0-5]/.test(colour));
  const pixels = dark.reduce((sum, [, count]) => sum + count, 0);
  check(pixels >= 200, `${name}: with ${writer} only ${pixels} pixels are as dark as words`);
  const most = [...drawn].sort((a, b) => b[1] - a[1])[0][0];
  check(most === '#ffffff', `${name}: with ${writer} the paper is ${most}`);
}
