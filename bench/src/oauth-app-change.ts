import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seedRows } from '@letterlock/testing/seed-rows.ts'
import { createLog } from '../../server/src/kernel/log.ts'
import { watchOutages } from '../../server/src/store/sql/outage.ts'
import { openSqlite } from '../../server/src/store/sqlite/sqlite.ts'
import { createStore } from '../../server/src/store/store.ts'
import { PROVIDER } from './connection-seed.ts'

export interface AppChangeFigures {
  /** Time until all connections are due. */
  readonly seconds: number
  /** Latencies of concurrent writes of one event. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Adds a client secret to an OAuth app with this many connections, which all wait for it. With SQLite. */
export async function measureAppChange(connections: number): Promise<AppChangeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-app-change-'))
  const sql = openSqlite(join(folder, 'letterlock.db'))
  const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })
  try {
    await sql.write([
      {
        text: "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ('ws_1', 'x', '[]', 0)",
        values: [],
      },
      {
        text: `INSERT INTO oauth_apps (id, workspace_id, provider, client_id, name, is_simulated, created_at) VALUES ('app_1', 'ws_1', '${PROVIDER}', '1', 'x', 1, 0)`,
        values: [],
      },
    ])
    await seedRows(sql, { workspaceId: 'ws_1', provider: PROVIDER, connections, events: 0 })
    const waiting = "oauth_app_id = 'app_1', refresh_type = 'rotating', oauth_reason = 'oauth_app_rejected'"
    await sql.write([{ text: `UPDATE connections SET ${waiting}`, values: [] }])
    // Checkpoints the write-ahead log of the seed before the measurement.
    await sleep(1000)
    const done = new AbortController()
    const began = performance.now()
    const change = store.connections.makeDue('app_1', 1).finally(() => done.abort())
    const times: number[] = []
    while (!done.signal.aborted) {
      const at = performance.now()
      await store.events.record(
        'ws_1',
        {
          type: 'workspace.created',
          connectionId: null,
          actor: 'system',
          data: { name: 'Bench' },
        },
        1,
      )
      times.push(performance.now() - at)
      await sleep(1)
    }
    await change
    const seconds = (performance.now() - began) / 1000
    times.sort((a, b) => a - b)
    const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? Number.NaN
    return { seconds, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}
