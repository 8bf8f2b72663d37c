// rsvg-convert, which knows no variables and no media queries, draws every
// picture in all the colours that it names, black words on white paper.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import zlib from 'node:zlib';
import {check, converted, maps} from './lib.mjs';

/// The pixels of a PNG of 8 bits a channel, without interlacing, as libpng
/// writes it: how often each colour is there, as "#rrggbb".
function coloursOf(png) {
  const channelsOf = {2: 3, 6: 4};
  const width = png.readUInt32BE(16), height = png.readUInt32BE(20);
  const channels = channelsOf[png[25]];
  check(png[24] === 8 && channels && png[28] === 0, 'rsvg-convert writes another kind of PNG now');
  const pieces = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      pieces.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const data = zlib.inflateSync(Buffer.concat(pieces));
  const size = width * channels;
  let above = Buffer.alloc(size);
  const counts = new Map();
  for (let row = 0; row < height; ++row) {
    const filter = data[row * (size + 1)];
    const line = Buffer.from(data.subarray(row * (size + 1) + 1, (row + 1) * (size + 1)));
    for (let i = 0; i < size; ++i) {
      const a = i < channels ? 0 : line[i - channels];
      const b = above[i], c = i < channels ? 0 : above[i - channels];
      const nearest = () => {
        const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      };
      line[i] += [0, a, b, (a + b) >> 1, filter === 4 ? nearest() : 0][filter];
    }
    for (let i = 0; i < size; i += channels) {
      const colour = line.readUIntBE(i, 3);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    above = line;
  }
  return new Map([...counts].map(([colour, count]) =>
    ['#' + colour.toString(16).padStart(6, '0'), count]));
}

const pictures = [...converted('svg', '.svg'), ...maps('.svg')];
for (const {name, file} of pictures) {
  const named = new Set(fs.readFileSync(file, 'utf8').match(/(?<=stroke=")#[0-9a-f]{6}(?=")/g));
  check(named.size > 0, `${name}: no line of the picture has a colour`);
  const png = execFileSync('rsvg-convert', [file], {maxBuffer: 1 << 28});
  const drawn = coloursOf(png);
  for (const colour of named)
    check((drawn.get(colour) ?? 0) >= 20, `${name}: ${colour} is drawn in ${drawn.get(colour)} pixels`);
  const dark = [...drawn].filter(([colour]) => /^#[0-5].[0-5].[0-5]/.test(colour));
  const pixels = dark.reduce((sum, [, count]) => sum + count, 0);
  check(pixels >= 200, `${name}: only ${pixels} pixels are as dark as words`);
  const most = [...drawn].sort((a, b) => b[1] - a[1])[0][0];
  check(most === '#ffffff', `${name}: the paper is ${most}`);
}
console.log(`rsvg-convert drew ${pictures.length} pictures`);
