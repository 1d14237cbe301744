import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

/** The server serves the build. `npm run dev -w dashboard` serves the sources, with a server on its default port. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['letterlock-source', ...defaultClientConditions] },
  // Browsers with `light-dark()`, which the design tokens use (Baseline 2024).
  build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  server: { proxy: { '/v1': 'http://127.0.0.1:4400', '/auth': 'http://127.0.0.1:4400' } },
})
