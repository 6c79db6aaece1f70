// What the modules that touch the world export.
const MODULES = import.meta.glob<Record<string, unknown>>(['../../*/{commands,queries}.ts', '../../*/{commands,queries}/*.ts'])

/** Every function of a command or query module, as rows of the access matrix name it; in the order of their names. */
export async function exportsOfEffects(): Promise<string[]> {
  const names: string[] = []
  for (const [path, load] of Object.entries(MODULES)) {
    const name = path.replace('../../', '').replace(/[.]ts$/, '')
    for (const [key, value] of Object.entries(await load())) if (typeof value === 'function') names.push(`${name}.${key}`)
  }
  return names.sort()
}
