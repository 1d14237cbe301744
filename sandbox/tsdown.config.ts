import { defineConfig } from 'tsdown'
import { bundleOptions } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...bundleOptions,
  copy: [
    { from: 'src/specification/documents', to: 'dist' },
    { from: 'src/control-page/browser/*.{css,js}', to: 'dist/browser' },
    // For editors, and for programs that write fixtures.
    { from: 'src/fixtures/fixtures.schema.json', to: 'dist' },
  ],
  entry: {
    index: 'src/index.ts',
    control: 'src/control-client/index.ts',
    main: 'src/main.ts',
    'node-hosts': 'src/node-hosts.ts',
  },
})
