import { defineConfig } from 'tsdown'
import { serverBundle } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...serverBundle,
  entry: {
    index: 'src/index.ts',
    main: 'src/main.ts',
    'sqlite-reader': 'src/store/sqlite/sqlite-reader.ts',
    'sqlite-writer': 'src/store/sqlite/sqlite-writer.ts',
  },
})
