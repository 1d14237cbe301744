import { defineConfig } from 'tsdown'
import { buildOptions } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...buildOptions,
  copy: [{ from: 'src/specification/documents', to: 'dist' }],
  entry: {
    index: 'src/index.ts',
    control: 'src/control-client/index.ts',
    main: 'src/main.ts',
    'node-hosts': 'src/node-hosts.ts',
  },
})
