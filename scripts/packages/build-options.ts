import { fileURLToPath } from 'node:url'
import type { UserConfig } from 'tsdown'
import { oneByteText } from './one-byte-text.ts'
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

/** Whether code imports it. Types of libraries are not bundled: our published declarations import none. */
const isCode = (_id: string, importer: string | undefined): boolean => importer?.endsWith('.d.ts') !== true

/** Options for a package with bundled libraries: it starts from few files, and has no dependencies. */
export const bundleOptions = {
  ...buildOptions,
  deps: { alwaysBundle: isCode, onlyBundle: false },
  shims: true,
  // Libraries' comments are not what the package is read for, and take memory while it runs.
  outputOptions: { comments: false },
  plugins: [thirdPartyLicenses(), oneByteText()],
  onSuccess: trimSourceMaps,
} satisfies UserConfig

/** The server in a package, with the files that it reads. */
export const serverBundle = {
  ...bundleOptions,
  // Optional: users install it beside the server.
  deps: { ...bundleOptions.deps, neverBundle: ['pg-native'] },
  // Its main file loads the others dynamically, which bundlers cannot follow.
  alias: { 'jsonc-parser': fileURLToPath(import.meta.resolve('jsonc-parser/lib/esm/main.js')) },
  // Files that the server reads at run time.
  copy: [
    { from: '../server/src/store/migrations', to: 'dist' },
    { from: '../server/src/views/*.css', to: 'dist' },
    { from: '../server/src/mcp/app-views/pages/*.{css,js}', to: 'dist/pages' },
    { from: '../dashboard/dist', to: 'dist', rename: 'dashboard' },
  ],
} satisfies UserConfig
