import { fileURLToPath } from 'node:url'
import type { UserConfig } from 'tsdown'
import { thirdPartyLicenses } from './third-party-licenses.ts'
import { trimSourceMaps } from './trim-source-maps.ts'

/** The condition under which packages of this repository resolve to their sources. */
const SOURCE_CONDITION = 'letterlock-source'

/** TypeScript 7 has no compiler API: declarations come from its command. */
const TSC = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url))

/** What our packages share: ECMAScript modules with source maps and declarations, below `dist`. */
export const buildOptions = {
  format: 'esm',
  target: 'node22.19',
  sourcemap: true,
  hash: false,
  fixedExtension: false,
  inputOptions: { resolve: { conditionNames: [SOURCE_CONDITION, 'node'] } },
  dts: { tsgo: { path: TSC }, sourcemap: false },
} as const satisfies UserConfig

/** Declarations keep the names of libraries whose types they show; those that we publish show none. */
const isCode = (_id: string, importer: string | undefined): boolean => importer?.endsWith('.d.ts') !== true

/**
 * In a bundle with its libraries: it starts from few files, and an install brings nothing else. `pg-native` is installed by those who
 * want it.
 */
export const bundleOptions = {
  ...buildOptions,
  deps: { alwaysBundle: isCode, neverBundle: ['pg-native'], onlyBundle: false },
  shims: true,
  plugins: [thirdPartyLicenses()],
  onSuccess: trimSourceMaps,
} satisfies UserConfig

export const serverBundle = {
  ...bundleOptions,
  // Its main file asks for the others in a way that no bundler follows.
  alias: { 'jsonc-parser': fileURLToPath(import.meta.resolve('jsonc-parser/lib/esm/main.js')) },
  // What the server reads while it runs, where its code looks for it.
  copy: [
    { from: '../server/src/store/migrations', to: 'dist' },
    { from: '../server/src/views/*.css', to: 'dist' },
    { from: '../server/src/mcp/app-views/pages/*.{css,js}', to: 'dist/pages' },
    { from: '../dashboard/dist', to: 'dist', rename: 'dashboard' },
  ],
} satisfies UserConfig
