import { defineConfig } from 'tsdown'
import { serverBundle } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...serverBundle,
  dts: false,
  copy: [
    ...serverBundle.copy,
    { from: '../sandbox/src/specification/documents', to: 'dist' },
    { from: '../sandbox/src/control-page/browser/*.{css,js}', to: 'dist/browser' },
  ],
  entry: {
    main: 'src/main.ts',
    server: '../server/src/main.ts',
    sandbox: '../sandbox/src/main.ts',
    'sqlite-reader': '../server/src/store/sqlite/sqlite-reader.ts',
    'sqlite-writer': '../server/src/store/sqlite/sqlite-writer.ts',
  },
})
