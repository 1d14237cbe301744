import { measure } from './measure.ts'
import { startProgram } from './program.ts'
import { seed } from './seed.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
const folder = mkdtempSync('/tmp/llb-')
const { ids, secretKey } = await seed(folder, 1000)
const up = await startProgram('up', '/work/main/bench/src/programs/upstream.ts', {})
const hub = await startProgram('hub', '/work/main/hub/src/main.ts', { LETTERLOCK_DATA: folder, LETTERLOCK_SANDBOX_URL: up.url, LETTERLOCK_LOG_LEVEL: 'warn', LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000', ...(process.env.PROF ? { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/prof --cpu-prof-interval=200' } : {}) }, '/readyz')
const fx = await startProgram('fx', '/work/main/bench/src/programs/fx.ts', { UPSTREAM: up.url, ...(process.env.PROF ? { NODE_OPTIONS: '--import /tmp/term.mjs --cpu-prof --cpu-prof-dir=/tmp/prof --cpu-prof-interval=200' } : {}) })
const path = '/3.0/lists'
const headers = { authorization: `Bearer ${secretKey}` }
const cpu = (p: any) => p.split?.() ; const figs = await measure([{ program: fx, requests: [{ method: 'GET', path }] }, { program: hub, requests: ids.map((id) => ({ method: 'GET' as const, path: `/v1/proxy/${id}${path}` })), headers }], Number(process.env.ROUNDS ?? 4))
for (const f of figs) console.log(f.name, f.cpuMicrosPerRequest.toFixed(1), Math.round(f.requestsPerSecond), f.errors)
console.log('ratio', (figs[0]!.cpuMicrosPerRequest / figs[1]!.cpuMicrosPerRequest).toFixed(3))
await hub.stop(); await up.stop(); await fx.stop(); rmSync(folder, { recursive: true })
