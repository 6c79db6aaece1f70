// Run after each `npm install` that changes package-lock.json (`npm run lock`). A package source that does not serve the
// optional packages of other platforms makes npm drop them from the lock, and then `npm ci` calls the lock out of sync. This
// writes them back as entries without a checksum: `npm ci` passes here and, elsewhere, npm fetches what the platform needs.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const packages = lock.packages

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony', 'sunos', 'aix', 'netbsd', 'openbsd']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

/** The place where Node would find `name` from the package at `from`, or undefined. */
function locate(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at ? `${at}/` : ''}node_modules/${name}`
    if (packages[place]) return place
    if (!at) return undefined
    if (!at.includes('/node_modules/')) at = ''
  }
}

const added = []
for (const [place, description] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(description.optionalDependencies ?? {})) {
    if (locate(place, name)) continue
    const words = name.replace('win-', 'win32-').replace('windows', 'win32').split(/[-/@]/)
    const os = systems.filter((system) => words.includes(system) || (system === 'linux' && words.includes('linuxmusl')))
    const cpu = processors.filter((processor) => words.includes(processor))
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[^\d]*/, ''),
      ...(cpu.length ? { cpu } : {}),
      ...(place === '' || !description.dev ? {} : { dev: true }),
      optional: true,
      ...(os.length ? { os } : {}),
    }
    added.push(name)
  }
}
for (const description of Object.values(packages)) delete description.resolved

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length ? `Added to package-lock.json: ${added.join(', ')}` : 'package-lock.json is complete.')
