import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The hub serves what is built here; `npm run dev -w web` serves it with changes shown at once, beside a hub on its usual port. */
export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/v1': 'http://127.0.0.1:4400', '/auth': 'http://127.0.0.1:4400' } },
})
