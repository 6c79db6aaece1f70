// Loaded with `node --import` by the command lines: variables of a file `.env` in the repository's root, where there is one.
// What the environment already says wins.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../.env', import.meta.url))
if (existsSync(file)) process.loadEnvFile(file)
