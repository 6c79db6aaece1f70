// Preloaded where modules of drizzle-orm are loaded by Node itself. For each of them, a hundred, Node asks the package.json above
// it for the module's type and reads its list of exports anew, 180 kB long: half of what a command line took to begin. What
// one of them imports beside it needs no package.json to be found.
import { registerHooks } from 'node:module'

const DRIZZLE = /[/]node_modules[/]drizzle-orm[/].*[.]js$/

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (!specifier.startsWith('.') || !specifier.endsWith('.js') || parentURL === undefined || !DRIZZLE.test(parentURL))
      return next(specifier, context)
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
  },
})
