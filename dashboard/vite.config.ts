import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { thirdPartyLicenses } from '../scripts/packages/third-party-licenses.ts'
import { firstPage } from './build/first-page.ts'
import { precompress } from './build/precompress.ts'
import { preloadFont } from './build/preload-font.ts'

const first = firstPage('/dashboard/src/main.tsx', [
  '/dashboard/src/app/start.tsx',
  '/dashboard/src/features/sign-in/sign-in-page.tsx',
  '/dashboard/src/features/overview/overview-page.tsx',
  '/dashboard/src/features/overview/overview-content.tsx',
])

/** The server serves the build. `npm run dev -w dashboard` serves the sources, with a server on its default port. */
export default defineConfig({
  plugins: [
    react(),
    tailwind(),
    first.plugin,
    preloadFont(/hanken-grotesk-latin-wght-normal/),
    precompress(),
    thirdPartyLicenses(),
  ],
  resolve: { conditions: ['letterlock-source', ...defaultClientConditions] },
  build: {
    // Browsers with `light-dark()`, which the design tokens use (Baseline 2024).
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The server's policy allows fonts and images from its own files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page uses is one file: it compresses better than ten.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(?:react|react-dom|scheduler|@tanstack\/(?:react-router|router-core|history|(?:react-)?store|query-core|react-query))\//,
            },
            // Modules with texts are imported after the words: they are in another file than what loads the words.
            { name: 'words', test: first.isBeforeWords },
            { name: 'first', test: first.isFirst },
            // A component that many other pages use. Not what a feature shares: it may read texts that are loaded after this file.
            { name: 'shared', test: /dashboard\/src\/ui\/|lucide-react/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4400', '/auth': 'http://127.0.0.1:4400' } },
})
