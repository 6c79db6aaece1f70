import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The bare framework, for comparison: nothing of the product, the same Next and React.
/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  agentRules: false,
  serverExternalPackages: ['postgres'],
  turbopack: { root: join(dirname(fileURLToPath(import.meta.url)), '..', '..') },
}

export default config
