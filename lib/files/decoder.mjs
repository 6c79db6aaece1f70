// The only place where a picture of a stranger is decoded: a process of its own, started by gateway/decoder.ts with an empty
// environment and ended by it when it takes too long or too much. Picture in on stdin; one line of JSON and two WebP
// pictures out on stdout. Plain JavaScript, so that it starts at once.
import sharp from 'sharp'

const MAX_PIXELS = 40_000_000
/** The longest side that WebP can have. */
const MAX_SIDE = 16_383
const THUMB = { width: 480, height: 360 }
const LARGE = { width: 2_400, height: 2_400 }

sharp.cache(false)
sharp.concurrency(1)

/** Why a picture is not decoded; undefined when it may be. Read from its header alone. */
function refusal({ format, width = 0, height = 0, pages = 1 }) {
  if (!['png', 'jpeg', 'gif', 'webp'].includes(format)) return 'another format'
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return 'too long a side'
  return width * height * pages > MAX_PIXELS ? 'too many pixels' : undefined
}

async function answer(line, ...pictures) {
  for (const part of [`${JSON.stringify(line)}\n`, ...pictures]) {
    await new Promise((resolve, reject) => process.stdout.write(part, (error) => (error ? reject(error) : resolve())))
  }
}

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const began = performance.now()
const limits = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }
try {
  const picture = Buffer.concat(chunks)
  const metadata = await sharp(picture, limits).metadata()
  const refused = refusal(metadata)
  if (refused) await answer({ refused, ms: performance.now() - began })
  else {
    const inside = (box) =>
      sharp(picture, limits)
        .rotate()
        .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    const large = await inside(LARGE).webp({ quality: 82 }).toBuffer({ resolveWithObject: true })
    const thumb = await inside(THUMB).webp({ quality: 80 }).toBuffer()
    const { width, height } = large.info
    await answer({ width, height, sizes: [thumb.length, large.data.length] }, thumb, large.data)
  }
} catch {
  await answer({ refused: 'not decodable', ms: performance.now() - began })
}
process.exit(0)
