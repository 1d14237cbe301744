import { defineConfig } from 'tsdown'
import { buildOptions } from '../scripts/packages/build-options.ts'

export default defineConfig({
  ...buildOptions,
  target: 'es2022',
  entry: {
    index: 'src/index.ts',
    element: 'src/browser/element.ts',
    react: 'src/browser/react.ts',
    'return-page': 'src/browser/return-page.ts',
    webhooks: 'src/webhooks.ts',
  },
})
