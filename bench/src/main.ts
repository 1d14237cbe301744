/*
 * Measures token reads and forwarded calls, and compares them with programs that do only the unavoidable work. Compare ratios within one
 * run: absolute figures depend on the machine. Linux only (CPU time is read from /proc). An argument, as in `npm run bench -- forward`,
 * selects the measurements that begin with it. Growth, memory, the sandbox and the change of an OAuth app take minutes, and run only if
 * selected.
 *
 * Variables: `ROUNDS=5` of requests; `SIZES=1000,100000`, the rows of each list of growth; `CHANGED=500000`, the connections of the OAuth
 * app that changes; `BENCH_DATABASE=postgres` leaves out the herd on SQLite; `BENCH_FLAGS=--cpu-prof`, flags of Node.
 */
import { cpus } from 'node:os'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { measureHerd } from './herd.ts'
import { measureLists, type ListFigure } from './lists.ts'
import { measureMemory } from './memory.ts'
import { measureAppChange } from './oauth-app-change.ts'
import {
  print,
  reportAppChange,
  reportHerd,
  reportLists,
  reportMemory,
  reportSandbox,
  reportWebhooks,
} from './report.ts'
import { measureRequests, REQUEST_PARTS } from './requests.ts'
import { measureSandbox } from './sandbox.ts'
import { measureWebhooks } from './webhooks.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const LISTED = 200_000
const CHANGED = Number(process.env['CHANGED'] ?? 500_000)
const SIZES = (process.env['SIZES'] ?? '10,1000,100000,1000000').split(',').map(Number)

const word = (process.argv[2] ?? '').toLowerCase()
const wanted = (what: string): boolean => what.toLowerCase().startsWith(word)

print(`${cpus()[0]?.model.trim()}, ${cpus().length} CPUs, Node ${process.version}, ${ROUNDS} rounds`)
if (Object.values(REQUEST_PARTS).some(wanted)) await measureRequests(wanted, ROUNDS)

const lists = `Lists of ${LISTED.toLocaleString('en')} connections and events`
if (wanted(lists)) reportLists(lists, new Map([[LISTED, await measureLists(LISTED)]]))
const growth = 'Growth of lists'
if (word !== '' && wanted(growth)) {
  const figures = new Map<number, ListFigure[]>()
  for (const rows of SIZES) figures.set(rows, await measureLists(rows))
  reportLists(growth, figures)
}

const appChange = `OAuth app with ${CHANGED.toLocaleString('en')} connections changes`
if (word !== '' && wanted(appChange)) reportAppChange(appChange, await measureAppChange(CHANGED))

const memory = 'Memory and start of the built package'
if (word !== '' && wanted(memory)) reportMemory(memory, await measureMemory())

const sandbox = 'Sandbox, built, with every request recorded'
if (word !== '' && wanted(sandbox)) reportSandbox(sandbox, await measureSandbox(ROUNDS))

const webhooks = 'Webhooks: 100,000 events to four receivers'
if (wanted(webhooks)) reportWebhooks(webhooks, await measureWebhooks())

const herds = 'Herd: 10,000 connections due at once'
if (wanted(herds)) {
  if (process.env['BENCH_DATABASE'] !== 'postgres') reportHerd(`${herds}, SQLite`, await measureHerd(null))
  await using server = await startPostgres({ durable: true })
  reportHerd(`${herds}, PostgreSQL`, await measureHerd(await server.newDatabase()))
}
