import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { precompress } from './build/precompress.ts'
import { preloadFont } from './build/preload-font.ts'

/** The server serves the build. `npm run dev -w dashboard` serves the sources, with a server on its default port. */
export default defineConfig({
  plugins: [react(), tailwind(), preloadFont(/hanken-grotesk-latin-wght-normal/), precompress()],
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
            // A component that many pages use: together they take 8 kB less than fifty small files. Not what a feature shares: it may read
            // texts when it is imported, which are loaded after this file.
            { name: 'shared', test: /dashboard\/src\/ui\/|lucide-react/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4400', '/auth': 'http://127.0.0.1:4400' } },
})
