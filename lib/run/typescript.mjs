// Preloaded by every command line of ours that is written in TypeScript (`node --import ./lib/run/typescript.mjs PROGRAM.ts`).
import 'tsx'
import './quick-imports.mjs'
