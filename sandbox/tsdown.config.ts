import { defineConfig } from 'tsdown'
import { buildOptions } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...buildOptions,
  entry: {
    index: 'src/index.ts',
    control: 'src/control-client/index.ts',
    main: 'src/main.ts',
    'node-hosts': 'src/node-hosts.ts',
  },
})
